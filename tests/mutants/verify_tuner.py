"""What is said of a search for a rate, measured again with a loss of our own that keeps a list."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.task import Task
from descent.checking.symptoms import Symptom
from descent.checking.verdict import Verdict

FAR = 1e150


class TunerMeasure:
    """Measures a search again, step by step."""

    def __init__(self, task: Task, answer: Any, verdict: Verdict) -> None:
        wrong = next(f.case for f in verdict.findings if f.trouble and not f.case.hidden)
        self.inputs, self.rates = wrong.inputs, list[float]()
        limits = (self.inputs[name] for name in ("low", "high", "budget"))
        self.chosen = float(answer(self._asked, *limits))

    def _asked(self, rate: float) -> float:
        self.rates.append(float(rate))
        return self._loss(rate)

    def _loss(self, rate: float) -> float:
        w = np.ones(len(self.inputs["curvatures"]))
        curvatures = np.array(self.inputs["curvatures"])
        for _ in range(self.inputs["steps"]):
            w = w - rate * curvatures * w
            if not np.all(np.abs(w) < FAR):
                return float("inf")
        return float((curvatures * w**2).sum() / 2)

    def _inside(self, rate: float) -> bool:
        low, high = self.inputs["low"], self.inputs["high"]
        return bool(low * (1 - 1e-9) <= rate <= high * (1 + 1e-9))

    def true(self, symptom: Symptom) -> bool:
        """Whether a statement holds."""
        said = symptom.measured
        if symptom.kind == "outside":
            return not self._inside(self.chosen)
        if symptom.kind == "tried outside":
            return said["first"] in self.rates and not self._inside(said["first"])
        if symptom.kind == "no run":
            return not self.rates
        if symptom.kind == "not the best":
            return said["best"] in self.rates and self._loss(said["best"]) < self._loss(self.chosen)
        if symptom.kind == "too far":
            good = self.inputs["within"] * self.inputs["lowest"]
            below = self.chosen < said["due"]
            none = not any(self._loss(rate) <= good for rate in self.rates)
            return none and below == (said["where"] == "below")
        return True
