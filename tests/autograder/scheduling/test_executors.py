"""Who may grade: what is asked of a cluster's workers, with a client that asks this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from autograder.engine.sandbox import Level
from autograder.scheduling import executors
from autograder.scheduling.executors import ExecutorError
from autograder.scheduling.job import Capabilities


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> Capabilities:
    """This machine, which can confine fully."""
    found = Capabilities("this version", Level.FULL)
    monkeypatch.setattr(executors, "capabilities", Named(found))
    return found


class Named:
    """What stands for `capabilities`, and has its name."""

    __module__, __name__ = "autograder.scheduling.job", "capabilities"

    def __init__(self, found: Capabilities) -> None:
        self.found = found

    def __call__(self) -> Capabilities:
        return self.found


class Client:
    """A cluster of two workers: one like this machine, and one that may differ from it."""

    def __init__(self, other: Capabilities) -> None:
        self.other = other

    def run(self, work: Callable[..., Any], *given: Any, on_error: str = "raise") -> dict[str, Any]:
        if isinstance(work, Named):
            return {"alike": work(), "other": self.other}
        assert on_error == "return"
        try:
            found: Any = work(*given)
        except Exception as error:
            found = error
        return {"alike": found, "other": found}


def test_workers_like_this_machine_are_taken(here: Capabilities) -> None:
    executors._inspect(Client(here), "tcp://there", Level.FULL)


def test_a_worker_with_another_version_is_not(here: Capabilities) -> None:
    with pytest.raises(ExecutorError, match="other has another version"):
        executors._inspect(Client(replace(here, code="yesterday's")), "tcp://there", Level.NONE)


@pytest.mark.parametrize(("level", "least", "taken"), [
    (Level.FILES, Level.FULL, False),
    (Level.FULL, Level.FULL, True),
    (Level.PRIVATE, Level.FULL, True),
    (Level.NONE, Level.NONE, True),
])  # fmt: skip
def test_a_worker_must_confine_as_far_as_is_asked(
    here: Capabilities, level: Level, least: Level, taken: bool
) -> None:
    client = Client(replace(here, level=level))
    if taken:
        executors._inspect(client, "tcp://there", least)
    else:
        with pytest.raises(ExecutorError, match=f"only at the level '{level}'.*for '{least}'"):
            executors._inspect(client, "tcp://there", least)


def test_a_worker_without_the_course_is_told(
    here: Capabilities, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Named, "__module__", "autograder.nowhere")
    with pytest.raises(ExecutorError, match=r"2 of the 2 .* cannot import the course"):
        executors._inspect(Client(here), "tcp://there", Level.NONE)
