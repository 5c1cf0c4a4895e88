"""Every question of the course, a file an assignment. Points live here and nowhere else."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module

from course.paths import ASSIGNMENTS
from course.task import Task


@cache
def _tasks(assignment: str) -> list[Task]:
    file = import_module(f"{__name__}.{assignment.replace('-', '_')}")
    return [replace(task, assignment=assignment) for task in file.TASKS]


class _Tasks(Mapping[str, list[Task]]):
    """The questions by assignment; a file is read when its assignment is first asked for."""

    def __getitem__(self, assignment: str) -> list[Task]:
        if assignment not in ASSIGNMENTS:
            raise KeyError(assignment)
        return _tasks(assignment)

    def __iter__(self) -> Iterator[str]:
        return iter(ASSIGNMENTS)

    def __len__(self) -> int:
        return len(ASSIGNMENTS)


TASKS = _Tasks()


def task(assignment: str, name: str) -> Task | None:
    """Return the question called `name` of an assignment, or None."""
    return next((t for t in TASKS.get(assignment, []) if t.name == name), None)
