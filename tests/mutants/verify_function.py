"""What is said of a function, measured again beside the key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from course.task import Task
from descent.checking.compare import close
from descent.checking.probe import respond
from descent.checking.symptoms import Symptom
from descent.checking.verdict import Verdict


class FunctionMeasure:
    """Measures a function beside the key, on the battery."""

    def __init__(self, task: Task, answer: Any, verdict: Verdict) -> None:
        self.task, self.answer, self.verdict = task, answer, verdict
        self.key = task.right
        self.case = next(f.case for f in verdict.findings if f.trouble and f.case.expected)

    def true(self, symptom: Symptom) -> bool:
        """Whether a statement holds; where it is on certain calls, it is measured on these."""
        measure = getattr(self, "_" + symptom.kind.replace(" ", "_"), None)
        return True if measure is None else bool(measure(symptom.measured))

    def pairs(self, change: Callable[[list[Any]], list[Any]] = list) -> list[tuple[Any, Any]]:
        """Return what is due and got of every call of the case, the answer's arguments changed."""
        rows, at = self.case.inputs["arguments"], self.case.inputs.get("at")
        due = respond("call", self.key, rows, at)["values"]
        got = respond("call", self.answer, [change(list(row)) for row in rows], at).get(
            "values", []
        )
        return [(np.ravel(d), np.ravel(g)) for d, g in zip(due, got, strict=False)]

    def _all(self, holds: Callable[[Any, Any], Any], **change: Any) -> bool:
        pairs = self.pairs(**change)
        return bool(pairs) and all(bool(holds(due, got)) for due, got in pairs)

    def _sign(self, _: Any) -> bool:
        return self._all(lambda due, got: np.allclose(-due, got, rtol=1e-4))

    def _factor(self, measured: Mapping[str, Any]) -> bool:
        return self._all(lambda due, got: np.allclose(measured["factor"] * due, got, rtol=1e-4))

    def _offset(self, measured: Mapping[str, Any]) -> bool:
        return self._all(lambda due, got: np.allclose(due + measured["offset"], got, rtol=1e-4))

    def _upside_down(self, _: Any) -> bool:
        return self._all(lambda due, got: np.allclose(due * got, 1, rtol=1e-4))

    def _root(self, _: Any) -> bool:
        return self._all(lambda due, got: np.allclose(due**2, got, rtol=1e-4))

    def _square(self, _: Any) -> bool:
        return self._all(lambda due, got: np.allclose(due, got**2, rtol=1e-4))

    def _constant(self, measured: Mapping[str, Any]) -> bool:
        return self._all(lambda due, got: np.allclose(got, measured["number"]))

    def _off_by_one(self, measured: Mapping[str, Any]) -> bool:
        i, change = measured["argument"], measured["change"]
        return self._all(
            lambda due, got: np.allclose(due, got, rtol=1e-4),
            change=lambda row: [*row[:i], row[i] + change, *row[i + 1 :]],
        )

    def _order(self, measured: Mapping[str, Any]) -> bool:
        i, j = measured["arguments"]

        def exchanged(row: list[Any]) -> list[Any]:
            row[i], row[j] = row[j], row[i]
            return row

        return self._all(lambda due, got: np.allclose(due, got, rtol=1e-4), change=exchanged)

    def _argument_without_effect(self, measured: Mapping[str, Any]) -> bool:
        i = measured["argument"]
        before = self.pairs()
        after = self.pairs(change=lambda row: [*row[:i], row[i] * 1.25, *row[i + 1 :]])
        return len(before) == len(after) and all(
            np.array_equal(b[1], a[1], equal_nan=True) for b, a in zip(before, after, strict=True)
        )

    def _shift(self, measured: Mapping[str, Any]) -> bool:
        row, k = self.case.inputs["arguments"][0], measured["shift"]
        due, got = (respond("call", f, [row], [*range(12)]) for f in (self.key, self.answer))
        due, got = due["values"][0], got["values"][0]
        return close(due[2:9], got[2 + k : 9 + k])
