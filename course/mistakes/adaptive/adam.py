"""Usual mistakes with Adam: those of its whole family, and AMSGrad in its place."""

from __future__ import annotations

from course.mistakes.common.adam_family import adam_family
from course.mistakes.common.any_optimizer import common
from course.task import Misconception
from solutions import Adam, AMSGrad

RULE = "adam-and-adamw#adam"

ADAM = [
    *adam_family(Adam, RULE),
    Misconception(
        "the largest v kept (AMSGrad)",
        "Dividing by the largest v so far is AMSGrad; Adam's v may fall again.",
        "adam-and-adamw#adam-fails",
        AMSGrad,
    ),
    *common(Adam, RULE),
]
