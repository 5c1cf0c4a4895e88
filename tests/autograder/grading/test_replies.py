"""What a student's process sent is believed only so far as it has the form of an answer."""

from __future__ import annotations

import base64
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from autograder.grading import outputs, picture, question_run
from autograder.grading.outputs import MOST, PNG
from autograder.grading.replies import LARGEST, clean, validate_reply
from descent.checking.driven import PARTS
from descent.checking.question import Case, Question
from descent.checking.verdict import judge

UNREADABLE = "your code sent an answer that cannot be read"


def refused(reply: Any) -> bool:
    found = validate_reply(reply)
    return "error" in found and found["error"]["text"] == UNREADABLE


POLITE = {"kept": True, "state_kept": True, "asked": 1}


@pytest.mark.parametrize("kept", [1, "yes", [0], 1.0, "False", None, False])
def test_manners_are_kept_if_that_is_said_and_nothing_like_it(kept: Any) -> None:
    assert validate_reply({"values": [1.0], "kept": kept})["kept"] is False
    assert validate_reply({"values": [1.0], "kept": True})["kept"] is True


def test_every_part_of_what_was_driven_arrives() -> None:
    sent = {part: [[[1.0, 2.0]], []] for part in PARTS}
    assert validate_reply(sent) == sent


def test_each_of_several_calls_is_looked_at() -> None:
    right, wrong = {"values": [1.0]}, {"error": {"kind": "E", "text": "x", "line": ""}}
    assert validate_reply({"calls": [right, wrong]}) == {"calls": [right, wrong]}
    found = validate_reply({"calls": [{"values": {}}, {"calls": [right]}, None, "values"]})
    assert all("cannot be read" in one["error"]["text"] for one in found["calls"])
    assert refused({"calls": 7})


def test_an_answer_has_an_end() -> None:
    most = LARGEST - 1  # the list itself counts too
    assert validate_reply({"values": [0.0] * most})["values"] == [0.0] * most
    assert refused({"values": [0.0] * (most + 1)})
    deep: Any = 1.0
    for _ in range(6):
        deep = [deep]
    assert validate_reply({"values": deep})["values"] == deep
    assert refused({"values": [deep]})


@pytest.mark.parametrize("reply", [
    None, 7, [], {}, {"unknown": 1}, {"path": "far"}, {"path": [[1.0], [1.0, 2.0]]},
    {"values": [None]}, {"values": {}}, {"chosen": "fast"}, {"chosen": [1.0]}, {"error": 3},
    {"error": {"kind": "ValueError"}},
])  # fmt: skip
def test_what_has_no_form_is_an_error(reply: Any) -> None:
    assert refused(reply)


def test_a_text_in_an_answer_is_cut() -> None:
    (seen,) = validate_reply({"values": ["x" * 500]})["values"]
    assert seen == "x" * 100 + " ..."
    assert validate_reply({"value": "x" * 500})["value"] == seen


def test_words_are_cleaned_and_cut() -> None:
    assert clean("a\x00\x1b[31mb\x85\nc\td", 99) == "ab\nc\td"
    assert clean("abcdef", 3) == "abc ..."
    error = {"kind": "K\x07", "text": "t" * 1000, "line": "l"}
    assert validate_reply({"error": error})["error"] == {
        "kind": "K",
        "text": "t" * 500 + " ...",
        "line": "l",
    }


CASE = Case("c", 1.0, {"arguments": [[1.0], [2.0]]}, {"path": [[0.0], [1.0]]}, {})


@pytest.mark.parametrize(("kind", "numbers", "fits"), [
    ("optimizer", {"path": [[0.0], [2.0]], **POLITE}, True),
    ("optimizer", {"path": [[0.0]], **POLITE}, False),
    ("optimizer", {"path": [[0.0, 0.0], [1.0, 1.0]], **POLITE}, False),
    ("optimizer", {"path": [[0.0], [2.0]], "asked": 1}, False),
    ("function", {"values": [1.0, 2.0], "kept": True}, True),
    ("function", {"values": [1.0], "kept": True}, False),
    ("function", {"values": [1.0, 2.0, 3.0], "kept": True}, False),
    ("function", {"value": 1.0}, False),
    ("value", {"value": 1.0}, True),
    ("tuner", {"reached": 1.0}, False),
    ("tuner", {"error": {}}, True),
])  # fmt: skip
def test_an_answer_has_the_form_of_its_question(kind: str, numbers: Any, fits: bool) -> None:
    if fits:
        question_run._check_form(kind, CASE, numbers)
    else:
        with pytest.raises(ValueError, match=r"path|results|kind"):
            question_run._check_form(kind, CASE, numbers)


def encoded(size: int, begin: bytes = PNG) -> str:
    return base64.b64encode(begin.ljust(size, b"x")).decode()


@pytest.mark.parametrize(("png", "shown"), [
    (encoded(300), True),
    (encoded(75 * MOST - 3), True),
    (encoded(75 * MOST), False),  # four characters for three bytes, so a hundred times MOST
    (encoded(300, b"GIF89a"), False),
    (encoded(300, b"<svg onload="), False),
    ("not base64!", False),
    (7, False),
])  # fmt: skip
def test_only_a_png_of_bounded_size_is_a_picture(png: Any, shown: bool) -> None:
    (output,) = outputs.shown([{"text": "<Figure>", "png": png}])
    assert ("image/png" in output.get("data", {})) is shown
    if not shown:
        assert output == {"output_type": "stream", "name": "stdout", "text": "<Figure>\n"}


def walked(*ends: tuple[float, int, bool]) -> picture.Picture | None:
    """The picture of cases whose paths end so far off, after so many steps, hidden or not."""
    seen, cases = [], []
    for off, steps, hidden in ends:
        due = [[float(t)] for t in range(steps + 1)]
        expected = {"path": due, "kept": True, "state_kept": True, "asked": steps}
        inputs = {"hyper": {"lr": 1.0}}
        cases.append(Case(f"{steps} steps", 1.0, inputs, expected, {}, hidden))
        seen.append({**expected, "path": [*due[:-1], [steps + off]]})
    question = Question("Rule", "optimizer", "none", tuple(cases), ())
    return picture.paths(judge(question, seen))


def test_the_longest_visible_path_that_parts_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "_draw", lambda title, both: title.encode())
    assert walked((0.0, 1, False), (0.0, 9, True)) is None
    assert walked((1.0, 1, False), (1.0, 6, False), (0.0, 9, False)) == b"6 steps"
    assert walked((1.0, 1, False), (1.0, 9, True)) == b"1 steps", "no hidden place is shown"
    assert walked((0.0, 1, False), (1.0, 9, True)) is None


def test_the_picture_is_an_svg_that_says_what_it_shows() -> None:
    drawn = walked((np.inf, 2, False))
    assert drawn is not None
    assert ET.fromstring(drawn.svg).tag.endswith("svg")
    assert "the paths part at step 2" in drawn.alt
