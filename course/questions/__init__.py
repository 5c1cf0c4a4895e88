"""Every question of the course, by assignment. Points live here and nowhere else."""

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

TASKS: dict[str, list[Task]] = {
    "why-descent": why_descent.TASKS,
    "gradient-descent": gradient_descent.TASKS,
    "momentum": momentum.TASKS,
    "adaptive": adaptive.TASKS,
    "beyond-adam": beyond_adam.TASKS,
    "choosing": choosing.TASKS,
    "toy-example": toy_example.TASKS,
    "interview": interview.TASKS,
}


def task(assignment: str, name: str) -> Task | None:
    """Return the question called `name` of an assignment, or None."""
    return next((t for t in TASKS.get(assignment, []) if t.name == name), None)
