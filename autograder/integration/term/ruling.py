"""What a class has decided over a question, put into the outputs of its grade cell."""

from __future__ import annotations

from typing import Any

from autograder.grading import outputs
from autograder.integration.term.settings import Override
from course.adaptation import Adaptation
from course.task import Task

SENTENCES = {
    "dropped": "This question was dropped: it counts for nobody.",
    "bonus": "This question became a bonus: what it earns comes on top of the maximum.",
    "given": "Everybody has the points of this question.",
}


def applied(
    shown: list[dict[str, Any]], task: Task, adaptation: Adaptation, override: Override | None
) -> list[dict[str, Any]]:
    """Return a question's outputs with what was decided over all students, or over this one."""
    kind = adaptation.rulings.get(task.name)
    bonus = adaptation.is_bonus(task)
    worth = adaptation.worth(task)
    if override is not None and kind != "dropped":
        sentence = (
            f"Decided by your instructor: {override.points:g} of {worth:g} points. "
            f"{override.reason}"
        )
        why = f"override: {override.reason}"
        return outputs.ruled(shown, override.points, sentence, why, bonus)
    if kind is None:
        return shown
    points = {"dropped": 0.0, "given": worth}.get(kind, outputs.earned(shown))
    return outputs.ruled(shown, points, SENTENCES[kind], kind, bonus)
