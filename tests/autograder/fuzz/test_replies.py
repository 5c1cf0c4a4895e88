"""Whatever a student's process answers, each question gets a score within its points, and words."""

from __future__ import annotations

import contextlib
import io
import json
import math
import os
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.engine import wire
from autograder.engine.session import ProcessGoneError, Session
from autograder.grading import instructor_tests, outputs, picture
from autograder.grading.question_run import QuestionRun
from autograder.grading.replies import validate_reply
from course.questions import TASKS
from course.task import Task
from descent.checking.probe import respond
from tests.autograder.fuzz.budget import fuzz
from tests.autograder.fuzz.mutate import DATA, EDITS, edited, scratched

ASKED = [task for task in TASKS["momentum"] if task.kind != "essay"]
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Replies:
    """Stands for a session: honest replies of the key, made into something else on the way."""

    def __init__(self, task: Task, change: Callable[[Any], Any]) -> None:
        self.task, self.change = task, change

    def ask(self, module: str, response: str, name: str, *given: Any, late: bool) -> Any:
        honest = respond(response, self.task.right, *given)
        return self.change(json.loads(json.dumps(honest)))


def asked(task: Task, change: Callable[[Any], Any]) -> list[dict[str, Any]]:
    replies: Any = Replies(task, change)
    question_run = QuestionRun(task.assignment, task.name, "")
    for hidden in (False, True):
        question_run.ask(replies, hidden=hidden)
    return question_run.outputs()


def score(outputs: list[dict[str, Any]], points: float) -> float:
    """Return the score that outputs end with, and hold them to what is promised of them."""
    json.dumps(outputs)
    number = float(outputs[-1]["data"]["text/plain"])
    assert math.isfinite(number)
    assert 0 <= number <= points
    said = outputs[0]["text"]
    assert said.strip()
    assert len(said) < 5_000
    assert not CONTROL.search(said)
    return number


@pytest.fixture(autouse=True)
def without_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing takes a hundred times as long as judging; other tests look at pictures."""
    monkeypatch.setattr(picture, "paths", lambda verdict: None)


@pytest.mark.parametrize("task", ASKED, ids=lambda task: task.name)
def test_honest_replies_get_full_marks(task: Task) -> None:
    assert score(asked(task, lambda reply: reply), task.points) == task.points


@pytest.mark.parametrize("task", ASKED, ids=lambda task: task.name)
@fuzz
@given(edits=EDITS)
def test_replies_with_anything_in_the_place_of_anything(task: Task, edits: Any) -> None:
    score(asked(task, lambda reply: edited(reply, edits)), task.points)


@pytest.mark.parametrize("task", ASKED, ids=lambda task: task.name)
@fuzz
@given(reply=DATA)
def test_replies_of_anything_get_nothing(task: Task, reply: Any) -> None:
    assert score(asked(task, lambda _: reply), task.points) == 0


HONEST = [
    {"level": "full"},
    {"outputs": [{"stream": "hello"}, {"text": "1"}, {"png": "iVBOR"}], "worked": True},
    {"seen": {"values": [1.0, [2.0, 3.0]], "kept": True}},
    {"reached": True, "value": ["list", [1, ["handle", 0]]]},
    {"reached": True, "value": ["array", [[1.0, 2.0], [3.0, 4.0]]]},
]
SCRATCHED = scratched(
    b"".join(wire.HEADER.pack(len(body)) + body for body in map(wire.pack, HONEST[1:]))
)


def start(sent: bytes) -> SimpleNamespace:
    """Return a process that has said that it is ready, and then `sent`."""
    ready = wire.pack(HONEST[0])
    there, here = os.pipe()
    os.write(here, wire.HEADER.pack(len(ready)) + ready + sent)
    os.close(here)
    pipe = os.fdopen(there, "rb", buffering=0)
    return SimpleNamespace(
        to=io.BytesIO(),
        inbox=wire.Inbox(pipe),
        end=lambda: None,
        close=pipe.close,
        orphaned=lambda: False,
    )


@fuzz
@given(sent=SCRATCHED | st.binary(max_size=200))
def test_bytes_with_scratches(sent: bytes) -> None:
    starter = SimpleNamespace(
        workdirs=None,
        packages=SimpleNamespace(hand_over=lambda folder: None),
        handshake=dict,
        start=lambda workdir: start(sent),
    )
    with Session(starter, seconds=5.0) as session:  # type: ignore[arg-type]
        for output in outputs.shown(session.run("1")):
            json.dumps(output)
        with contextlib.suppress(ProcessGoneError):
            validate_reply(session.ask("descent.checking.probe", "call", "f", [[1.0]]))
        said, points = instructor_tests.run(session, "assert student.attribute(1) == [1]", 3.0)
        assert points == 0
        assert len(said) <= instructor_tests.MOST


@fuzz
@given(
    edits=EDITS, last=st.sampled_from(["student() + 1", "list(student)", "student == 3", "student"])
)
def test_what_a_stand_in_brings(edits: Any, last: str) -> None:
    replies = edited(HONEST[3:], edits)

    class Brings:
        def reach(self, message: Any, consult: Any) -> Any:
            reply = replies[len(message) % len(replies)] if replies else {}
            return reply if isinstance(reply, dict) else {}

    said, points = instructor_tests.run(Brings(), last, 3.0)  # type: ignore[arg-type]
    assert 0 <= points <= 3
    assert said
