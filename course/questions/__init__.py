"""Every question of the course, a file an assignment. Points live here and nowhere else."""

from dataclasses import replace
from types import ModuleType

from course.questions import (
    adaptive,
    beyond_adam,
    choosing,
    gradient_descent,
    interview,
    momentum,
    toy_example,
    why_descent,
)
from course.task import Task

FILES = (
    why_descent,
    gradient_descent,
    momentum,
    adaptive,
    beyond_adam,
    choosing,
    toy_example,
    interview,
)


def _assignment(file: ModuleType) -> str:
    return file.__name__.rpartition(".")[2].replace("_", "-")


TASKS: dict[str, list[Task]] = {
    _assignment(file): [replace(task, assignment=_assignment(file)) for task in file.TASKS]
    for file in FILES
}


def task(assignment: str, name: str) -> Task | None:
    """Return the question called `name` of an assignment, or None."""
    return next((t for t in TASKS.get(assignment, []) if t.name == name), None)
