"""The questions ask for all that the key has, in every kind, and are enough."""

from __future__ import annotations

import inspect

import pytest

import solutions
from course import summary
from course.questions import TASKS
from solutions import clipping, schedules

ASKED = {task.name for tasks in TASKS.values() for task in tasks}
EXPORTED = {name: getattr(solutions, name) for name in solutions.__all__}
WANTED = sorted(
    name
    for name, thing in EXPORTED.items()
    if hasattr(thing, "step") or inspect.getmodule(thing) in (clipping, schedules)
)
# Not asked as such, and what is asked in their place.
IN_PARTS = {
    "AdamL2": {"Adam", "WithL2", "adamw_bug"},  # the two of which it consists; the bug to be found
    "NadamScheduled": {"Nadam"},  # the same step with a momentum that changes: NAdam of libraries
}


def test_there_is_something_to_look_for() -> None:
    assert {"Momentum", "LAMB", "Lion", "cosine", "warm_up", "clip_by_norm", "WithL2"} <= {*WANTED}


@pytest.mark.parametrize("name", WANTED)
def test_every_optimizer_schedule_and_clip_is_asked(name: str) -> None:
    assert IN_PARTS.get(name, {name}) <= ASKED


def test_what_is_asked_in_parts_is_not_asked_whole() -> None:
    assert not ASKED & {*IN_PARTS}
    assert {*IN_PARTS} <= {*WANTED}


def test_there_are_enough_questions_of_every_kind() -> None:
    every = summary.total()
    assert every.questions >= 40
    assert 12 * len(TASKS) <= every.graded + every.by_hand <= 18 * len(TASKS)
    assert {*summary.WORDS} == {kind for kind, number in every.kinds.items() if number}


def test_names_are_given_once_in_the_whole_course() -> None:
    names = [task.name for tasks in TASKS.values() for task in tasks]
    assert len(names) == len({*names})
