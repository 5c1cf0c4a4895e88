"""Look-alikes against known answers: disguised copies, and right answers of people on their own."""

from __future__ import annotations

import inspect
import random
import re
import shutil
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from autograder.__main__ import main
from autograder.integration.intake.cells import new_cell, new_notebook
from autograder.integration.intake.reading import write
from autograder.report.alike import Class, answers_of
from autograder.report.syntax import pieces
from solutions import HeavyBall, Momentum, Nesterov
from tests.course import right
from tests.helpers.disguise import DISGUISES

LONG = 14  # pieces of an answer that is told by itself
FEWEST = 3  # right answers to a question for it to be asked here


def written(variants: list[object]) -> list[str]:
    """The texts of right answers that somebody has typed."""
    texts = []
    for variant in variants:
        typed = inspect.isfunction(variant) or inspect.isclass(variant)
        home = str(getattr(variant, "__module__", ""))
        if typed and home.startswith(right.__name__) and "styles" not in home:
            texts.append(textwrap.dedent(inspect.getsource(variant)))  # type: ignore[arg-type]
    return list(dict.fromkeys(texts))


def independent() -> Iterator[dict[str, dict[str, str]]]:
    """Classes of people who solved the same questions on their own, each in another way."""
    by_module: dict[str, dict[str, list[str]]] = {}
    for question, variants in right.RIGHT.items():
        texts = written(variants)
        if len(texts) >= FEWEST:
            module = next(v.__module__ for v in variants if inspect.getmodule(v))
            by_module.setdefault(module, {})[question] = texts
    for questions in by_module.values():
        number = max(len(texts) for texts in questions.values())
        yield {
            f"student{n}": {q: texts[n] for q, texts in questions.items() if n < len(texts)}
            for n in range(number)
        }


def usual(number: int) -> dict[str, dict[str, str]]:
    """People who all came to the key's answer, each with names and formatting of their own."""
    texts = {k.__name__: inspect.getsource(k) for k in (Momentum, Nesterov, HeavyBall)}
    ways = list(DISGUISES.values())
    return {
        f"usual{n}": {q: ways[n % len(ways)](text) for q, text in texts.items()}
        for n in range(number)
    }


@cache
def known() -> list[dict[str, dict[str, str]]]:
    return list(independent())


def test_there_are_enough_known_answers() -> None:
    assert len(known()) >= 3
    assert sum(len(people) for people in known()) >= 15


@pytest.mark.parametrize("name", DISGUISES)
def test_a_disguise_leaves_the_pieces_or_most_of_them(name: str) -> None:
    kept = every = 0
    for people in known():
        for text in (text for answers in people.values() for text in answers.values()):
            before, after = pieces(text).lines, pieces(DISGUISES[name](text)).lines
            kept += len(before.keys() & after.keys())
            every += len(before)
    assert kept == every or (name in ("taken apart", "all of it") and kept > 0.7 * every)


Told = tuple[dict[str, dict[str, str]], set[tuple[str, str]]]  # a class, and its copies


def half_copy() -> Iterator[Told]:
    """In each class every other one copies from somebody, each disguise in turn."""
    for disguise in DISGUISES.values():
        for people in known():
            copied = list(people)[::2]
            copies = {f"{s}-copy": {q: disguise(t) for q, t in people[s].items()} for s in copied}
            yield {**people, **copies}, {(s, f"{s}-copy") for s in copied}


def small() -> Iterator[Told]:
    """Classes of five, in which one has copied all."""
    for turn, disguise in enumerate(DISGUISES.values()):
        for people in known():
            four = [list(people)[(turn + n) % len(people)] for n in range(4)]
            copy = {q: disguise(text) for q, text in people[four[0]].items()}
            yield {**{s: people[s] for s in four}, "z-copy": copy}, {(four[0], "z-copy")}


def one_answer() -> Iterator[Told]:
    """Classes of five, in which one has copied one answer of several, and a long one."""
    for everybody, pairs in small():
        ((one, copy),) = pairs
        whose = next(s for s in everybody if s not in (one, copy))
        both = everybody[one].keys() & everybody[whose].keys()
        longest = max(both, key=lambda q: (len(everybody[one][q]), q), default="")
        if len(both) > 1 and len(pieces(everybody[one][longest]).lines) >= LONG:
            mixed = {**everybody[whose], longest: everybody[copy][longest]}
            five = {s: answers for s, answers in everybody.items() if s not in (copy, whose)}
            yield {**five, "z-mixed": mixed}, {(one, "z-mixed")}


@pytest.mark.parametrize(
    ("classes", "least"), [(half_copy, 0.99), (small, 0.95), (one_answer, 0.9)], ids=lambda v: v
)
def test_copies_are_found_and_independent_work_is_not(
    classes: Callable[[], Iterator[Told]], least: float
) -> None:
    found = wrong = missed = 0
    for everybody, true in classes():
        told = {(p.one, p.other) for p in Class(everybody, {}, {}).pairs()}
        found += len(told & true)
        wrong += len(told - true)
        missed += len(true - told)
    precision, recall = found / max(found + wrong, 1), found / (found + missed)
    print(f"{found + missed} copies: precision {precision:.2f}, recall {recall:.2f}")
    assert precision >= 0.98
    assert recall >= least


def test_a_renamed_copy_of_one_answer_is_found_in_a_class_of_five() -> None:
    """As it was missed: all others, and both elsewhere, have the key's own answers."""
    key = {k.__name__: inspect.getsource(k) for k in (Momentum, Nesterov, HeavyBall)}
    odd = known()[0]["student0"]["Momentum"]
    five = {f"s{n}": dict(key) for n in range(5)}
    five["s0"]["Momentum"] = odd
    five["s1"] |= {"Momentum": DISGUISES["names and formatting"](odd), "Nesterov": "g = 1\nh = 2"}
    (pair,) = Class(five, {}, key).pairs()
    assert (pair.one, pair.other, pair.answers) == ("s0", "s1", ("Momentum",))


def test_who_came_to_the_usual_answer_is_like_nobody() -> None:
    key = {k.__name__: inspect.getsource(k) for k in (Momentum, Nesterov, HeavyBall)}
    assert Class(usual(12), {}, key).pairs() == []
    pair = {f"copy{n}": dict(known()[0]["student0"]) for n in range(2)}
    told = Class({**usual(12), **pair}, {}, key).pairs()
    assert [(p.one, p.other) for p in told] == [("copy0", "copy1")]


def test_the_stub_is_nobody_s() -> None:
    text = inspect.getsource(Nesterov) + "\n" + inspect.getsource(HeavyBall)
    people = {f"s{n}": {"q": text + f"\nmine = [{n}, {n} * 2 + {n} ** 2]"} for n in range(2)}
    others = {f"o{n}": {"q": f"x = {n}"} for n in range(30)}
    assert Class({**people, **others}, {"q": text}, {}).pairs() == []
    assert len(Class({**people, **others}, {}, {}).pairs()) == 1


@pytest.mark.parametrize("text", ["", "def f(:", "x = " + "(" * 5000, "\0", "x = 1\n" * 20_000])
def test_anything_may_be_an_answer(text: str) -> None:
    assert Class({"a": {"q": text}, "b": {"q": text}}, {}, {}).pairs() == []


def test_what_is_shared_is_marked_in_both() -> None:
    shared = "total = sum(abs(x) ** 3 + 2 * x for x in values)"
    one = f"a = 1\n{shared}\nb = 2"
    other = f"p = 5\nq = 6\nr = 7\n{DISGUISES['sides turned round'](shared)}"
    many = {f"s{n}": {"q": f"z{n} = {n}"} for n in range(9)}
    known = Class({"a": {"q": one}, "b": {"q": other}, **many}, {}, {})
    assert known.shared_lines("q", "a", "b") == ({2}, {4})


def test_answers_are_read_of_a_notebook() -> None:
    cells = [
        {"cell_type": kind, "source": source, "metadata": {"nbgrader": own} if own else {}}
        for kind, source, own in (
            ("code", ["a", "b"], {"solution": True, "grade_id": "q"}),
            ("code", "c", {"solution": False}),
            ("markdown", "d", {"solution": True}),
            ("code", "e", None),
        )
    ]
    assert answers_of(cells) == {"q": "ab"}


def test_one_pair_is_found_among_many() -> None:
    chance = random.Random(0)

    def text() -> str:
        numbers = [(chance.randrange(99), chance.randrange(99)) for _ in range(30)]
        return "\n".join(f"v{k} = {a} * x + {b} - y" for k, (a, b) in enumerate(numbers))

    people = {f"s{n}": {"q": text()} for n in range(200)}
    people["copy"] = {"q": DISGUISES["all of it"](people["s7"]["q"])}
    told = Class(people, {}, {}).pairs()
    assert [(p.one, p.other) for p in told] == [("copy", "s7")]


def test_the_page_shows_both_and_the_report_names_them(
    tmp_path: Path, released_gradebook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    shutil.copy(released_gradebook, tmp_path)
    copied = {q: DISGUISES["names and formatting"](t) for q, t in known()[0]["student0"].items()}
    for student, answers in {**known()[0], "<b>copy": copied}.items():
        made = new_notebook([])
        for question, text in answers.items():
            cell = new_cell("code", text + "\n# <script>")
            cell.metadata["nbgrader"] = {"grade_id": f"{question}-answer", "solution": True}
            made.cells.append(cell)
        path = tmp_path / "autograded" / student / "momentum" / "momentum.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(write(made))
    assert main(["alike", "momentum", str(tmp_path)]) == 0
    assert "1 pair is alike; that accuses nobody" in capsys.readouterr().out
    page = (tmp_path / "report" / "alike-momentum.html").read_text()
    assert "&lt;b&gt;copy and student0" in page
    assert "<mark>" in page
    assert not re.search(r"<script|<b>copy|https?://|url\(", page)
    assert main(["alike", "adaptive", str(tmp_path)]) == 2
    assert "no assignment adaptive" in capsys.readouterr().err
