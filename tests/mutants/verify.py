"""Whether what was said of a mutant is true, measured again by other means and on other inputs.

A cause is true if the mutant does on the whole battery what the mistake of that name does. Of a
symptom the figures it names are measured with a loop of our own, and on slopes and with settings
that the check has not seen where the statement is not on certain inputs only.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from course.task import Task
from descent.checking.compare import alike
from descent.checking.inputs import Oracle
from descent.checking.question import Case, Numbers
from descent.checking.verdict import Verdict
from descent.optimizer import Array
from tests.mutants.battery import battery
from tests.mutants.verify_function import FunctionMeasure
from tests.mutants.verify_optimizer import OptimizerMeasure
from tests.mutants.verify_tuner import TunerMeasure

MEASURES: dict[str, Any] = {
    "optimizer": OptimizerMeasure,
    "function": FunctionMeasure,
    "tuner": TunerMeasure,
}
WRITTEN = ("kept", "state_kept")
SHORT, NEAR = 14, 1e-3  # steps of a path, and how near; an epsilon of 1e-7 leads away in the end
REST = 1e-12  # the share of the first slope that is rounding


def false_statements(task: Task, answer: Any, verdict: Verdict) -> tuple[str, ...]:
    """Return what a verdict says of an answer and is not so."""
    if verdict.mistake:
        known = next(m for m in task.misconceptions if m.name == verdict.mistake.name)
        cases = battery(task.name)
        pairs = [(case, task.seen(known.answer, case), task.seen(answer, case)) for case in cases]
        # Where it stops with an error the answer may stop otherwise, unless that is all it does.
        if all("error" in due for _, due, _ in pairs):
            pairs = [(case, due, got) for case, due, got in pairs if "error" in got]
        else:
            pairs = [(case, due, got) for case, due, got in pairs if "error" not in due]
        same = all(_same(case, due, got) for case, due, got in pairs)
        # An array is written to, even where what is written is what stood there.
        same = same and _broken([due for _, due, _ in pairs]) == _broken([g for *_, g in pairs])
        return () if same and pairs else (f"it is not: {known.name}",)
    measure = MEASURES[task.kind](task, answer, verdict)
    return tuple(s.text for s in verdict.symptoms if not measure.true(s))


def _same(case: Case, due: Numbers, got: Numbers) -> bool:
    """Whether two answers do the same, but for what is written to."""
    known, seen = ({n: x for n, x in some.items() if n not in WRITTEN} for some in (due, got))
    if "path" in due and "path" in got:
        path, other = (np.array(some.pop("path")) for some in (known, seen))
        steps = _steps_told(case, path, other)
        path, other = path[: steps + 1], other[: steps + 1]
        size = np.max(np.abs(path), initial=0.0, where=np.isfinite(path))
        near = np.allclose(path, other, rtol=NEAR, atol=NEAR * size, equal_nan=True)
        return near and known == seen
    return alike(case, known, seen)


def _steps_told(case: Case, known: Array, seen: Array) -> int:
    """How many steps two paths can be compared in.

    Where the slope is what rounding has left of it, or is none and one of them divides by it, what
    comes is a matter of rounding and of guards.
    """
    slope = Oracle(case.inputs["curvature"], case.inputs["centre"], case.inputs.get("tilt", 0.0))
    steep = [np.abs(slope(place)).max(initial=0.0) for place in known[: SHORT + 1]]
    for t, size in enumerate(steep[:-1]):
        divided = not size and np.isfinite(known[t + 1]).all() != np.isfinite(seen[t + 1]).all()
        if 0 < size < REST * steep[0] or divided:
            return t
    return SHORT


def _broken(seen: list[Numbers]) -> set[str]:
    return {name for numbers in seen for name in WRITTEN if numbers.get(name) is False}
