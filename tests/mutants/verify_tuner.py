"""What is said of a search for a rate, measured again by our own list of what was asked."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.task import Task
from descent.checking.further import shown
from descent.checking.inputs import BudgetSpentError, Tuning
from descent.checking.probe import respond
from descent.checking.question import Numbers
from descent.checking.symptoms import Symptom
from descent.checking.verdict import Verdict


class TunerMeasure:
    """Measures a search again, step by step, in the first case shown that it does not solve."""

    def __init__(self, task: Task, answer: Any, verdict: Verdict) -> None:
        self.wrong = [bool(finding.trouble) for finding in verdict.findings]
        for case in shown(verdict.question):
            self.inputs, self.rates = case.inputs, list[float]()
            limits = (self.inputs[name] for name in ("low", "high", "budget"))
            self.chosen = respond("tune", answer, self._asked, *limits).get("chosen")
            if self.chosen is not None and not self._is_good(self.chosen):
                break

    def _asked(self, rate: float) -> float:
        if len(self.rates) == self.inputs["budget"]:
            raise BudgetSpentError
        self.rates.append(float(rate))
        return self._loss(rate)

    def _loss(self, rate: float) -> float:
        return float(Tuning(self.inputs["curvatures"], self.inputs["steps"], 0).final(rate))

    def _is_good(self, rate: float) -> bool:
        return self._loss(rate) <= self.inputs["within"] * self.inputs["lowest"]

    def _outside(self, rate: float) -> bool:
        low, high = self.inputs["low"], self.inputs["high"]
        return not low * (1 - 1e-9) <= rate <= high * (1 + 1e-9)

    def true(self, symptom: Symptom) -> bool:
        """Whether a statement holds."""
        if symptom.kind == "cases":  # which they are is the verdict's own word
            return sum(self.wrong) == len(symptom.measured["wrong"]) < len(self.wrong)
        if self.chosen is None or self._is_good(self.chosen):
            return False
        return bool(getattr(self, "_is_" + symptom.kind.replace(" ", "_"))(symptom.measured))

    def _is_not_finite(self, _: Numbers) -> bool:
        return not np.isfinite(self.chosen)

    def _is_outside(self, said: Numbers) -> bool:
        return said["chosen"] == self.chosen and self._outside(self.chosen)

    def _is_tried_outside(self, said: Numbers) -> bool:
        strange = [rate for rate in self.rates if self._outside(rate)]
        return (
            bool(strange)
            and np.array_equal(strange[0], said["first"], equal_nan=True)
            and (len(strange), len(self.rates)) == (said["strange"], said["tried"])
        )

    def _is_no_run(self, _: Numbers) -> bool:
        return not self.rates

    def _is_not_the_best(self, said: Numbers) -> bool:
        heights = {rate: self._loss(rate) for rate in self.rates}
        best = heights.get(said["best"], float("inf"))
        return (
            best <= min(heights.values(), default=0.0) * (1 + 1e-6)
            and best < self._loss(self.chosen)
            and said["chosen"] == self.chosen
            and said["among"] == (self.chosen in heights)
            and said["tried"] == len(self.rates)
        )

    def _is_too_far(self, said: Numbers) -> bool:
        grid = np.geomspace(self.inputs["low"], self.inputs["high"], 3001)
        due = min(grid, key=self._loss)
        none = not any(self._is_good(rate) for rate in self.rates)
        return (
            none
            and said["tried"] == len(self.rates)
            and said["where"] == ("below" if self.chosen < due else "above")
        )
