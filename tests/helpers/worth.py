"""What the demonstration's notebooks on momentum are worth, summed from the questions' points."""

from __future__ import annotations

from course.questions import TASKS

WORTH = {task.name: task.points for task in TASKS["momentum"]}
FULL = sum(WORTH.values())
# By the text in `tests/submissions/momentum`. Both mistaken classes have 15 % for coordinates by
# themselves, the gradient's size, the coordinate without a slope, and manners
# (`optimizer_properties`), and 15 % more: Momentum for the direction of all steps, Nesterov for its
# first step from rest. The mistaken eta_max is right but for a factor made of an argument
# (`function_properties`).
SCORES = {
    "endless_loop": FULL - WORTH["Momentum"],
    "mistaken": 0.3 * (WORTH["Momentum"] + WORTH["Nesterov"]) + 0.35 * WORTH["eta_max"],
    "right": FULL,
    "right_other_style": FULL,
    "syntax_error": FULL - WORTH["Momentum"],
    "untouched": 0,
}
