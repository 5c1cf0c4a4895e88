"""What can be measured of a wrong search for a rate: which rates it tried, and which it chose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from descent.checking.further import shown
from descent.checking.inputs import Tuning
from descent.checking.question import Case, Numbers, Question
from descent.checking.symptoms.symptom import Symptom


def found(question: Question, asked: Numbers) -> Iterator[Symptom]:
    """Yield what is true of a search in the first visible case that it does not solve."""
    for case, seen in zip(shown(question), asked.get("tuned", ()), strict=False):
        if "chosen" not in seen:
            continue
        loss = Tuning(case.inputs["curvatures"], case.inputs["steps"], 0).final
        if not loss(seen["chosen"]) <= case.inputs["within"] * case.inputs["lowest"]:
            yield from _of_one(case, loss, seen["rates"], seen["chosen"])
            return


def _of_one(
    case: Case, loss: Callable[[float], Any], rates: list[float], chosen: float
) -> Iterator[Symptom]:
    low, high = case.inputs["low"], case.inputs["high"]
    if not np.isfinite(chosen):
        yield Symptom("not finite", f"The rate returned is no finite number, but {chosen}.")
        return
    if not low <= chosen <= high:
        text = f"The rate returned is {chosen:.4g}, which is not between {low:g} and {high:g}."
        yield Symptom("outside", text, {"chosen": chosen})
    strange = [rate for rate in rates if not low * (1 - 1e-9) <= rate <= high * (1 + 1e-9)]
    if strange:
        yield Symptom(
            "tried outside",
            f"{len(strange)} of the {len(rates)} rates tried are not between {low:g} and "
            f"{high:g}; the first of them is {strange[0]:.4g}.",
            {"first": strange[0], "strange": len(strange), "tried": len(rates)},
        )
    if not rates:
        yield Symptom("no run", "No run was asked for: what a rate leads to is not looked at.")
        return
    heights = [float(loss(rate)) for rate in rates]
    best = rates[int(np.argmin(heights))]
    if min(heights) < loss(chosen):
        among = "is not one of those tried" if chosen not in rates else "is another of them"
        yield Symptom(
            "not the best",
            f"Of the {len(rates)} rates tried {best:.4g} leads to the lowest loss; the rate "
            f"returned, {chosen:.4g}, {among} and leads to a higher one.",
            {"best": best, "chosen": chosen, "among": chosen in rates, "tried": len(rates)},
        )
        return
    # Nothing that was tried is good enough.
    grid = np.geomspace(low, high, 2001)
    due = float(grid[int(np.argmin([float(loss(rate)) for rate in grid]))])
    where = "below" if chosen < due else "above"
    yield Symptom(
        "too far",
        f"The {len(rates)} rates tried do not come near enough to the best one; the rate returned "
        f"is {where} it.",
        {"where": where, "tried": len(rates)},
    )
