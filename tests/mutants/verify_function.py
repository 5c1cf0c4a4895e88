"""What is said of a function, measured again beside the key, by calls of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from course.task import Task
from descent.checking.compare import close
from descent.checking.further import told_cases
from descent.checking.probe import respond
from descent.checking.question import Case
from descent.checking.symptoms import Symptom
from descent.checking.symptoms.factors import value
from descent.checking.symptoms.functions import ORDER
from descent.checking.verdict import Verdict
from descent.checking.views import VIEWS
from tests.mutants.battery import battery

Holds = Callable[[Any, Any], Any]
NUDGE = 1.25  # by what an argument is changed to see whether it has an effect


def _nudged(x: Any) -> Any:
    """Another number; a share stays one."""
    return 1 - (1 - x) / NUDGE if 0 < x < 1 else x * NUDGE


class FunctionMeasure:
    """Measures a function beside the key.

    What is said of every result is measured on all calls that statements are made of and on
    those of the battery as well; what is said of certain calls, or of the numbers that are wrong,
    on those that were shown.
    """

    def __init__(self, task: Task, answer: Any, verdict: Verdict) -> None:
        self.key, self.answer, self.name = task.right, answer, task.name
        self.wrong = [bool(f.trouble) for f in verdict.findings]
        shown = [f.case for f in verdict.findings if f.case.expected]
        parted = (case for case in shown if self._parts(case))
        self.case = next(parted, shown[0])
        self.told = [self.case] if self.case.hidden else told_cases(verdict.question)

    def true(self, symptom: Symptom) -> bool:
        """Whether a statement holds."""
        with np.errstate(all="ignore"):
            return bool(getattr(self, "_" + symptom.kind.replace(" ", "_"))(symptom.measured))

    def _parts(self, case: Case) -> bool:
        due, got = self._results(self.key, case), self._results(self.answer, case)
        return len(got) == len(due) and not close(due, got)

    def _results(self, function: Any, case: Case, change: Any = list, shift: int = 0) -> list[Any]:
        """Return the result of every call of a case; none if one fails."""
        rows, at = case.inputs["arguments"], case.inputs.get("at")
        at = at and [k + shift for k in at]
        found = []
        for row in rows:
            seen = respond("call", function, [change(list(row))], at)
            if "values" not in seen:
                return []
            found += seen["values"]
        view = case.inputs.get("view")
        return VIEWS[view](found, rows) if view else found

    def _pairs(self, cases: Sequence[Case], **change: Any) -> list[tuple[Any, Any]]:
        """Return what is due of every call beside what is got, its arguments changed."""
        pairs: list[tuple[Any, Any]] = []
        for case in cases:
            due = self._results(self.key, case)
            got = self._results(self.answer, case, **change)
            pairs += zip(due, got or [None] * len(due), strict=True)
        return pairs

    def _every(self, holds: Holds, more: bool = True, **change: Any) -> bool:
        """Whether something holds of every result there is, on the battery as well."""
        cases = [*self.told, *(battery(self.name) if more else ())]
        pairs = [(due, got) for due, got in self._pairs(cases, **change) if got is not None]
        return len(pairs) > 1 and all(
            _is_numeric(got) and _form(due) == _form(got) and bool(holds(*_flat(due, got)))
            for due, got in pairs
        )

    def _sign(self, _: Any) -> bool:
        return self._every(lambda due, got: _near(-due, got))

    def _factor(self, said: Mapping[str, Any]) -> bool:
        return self._every(lambda due, got: _near(said["factor"] * due, got))

    def _offset(self, said: Mapping[str, Any]) -> bool:
        return self._every(lambda due, got: _near(due + said["offset"], got))

    def _upside_down(self, _: Any) -> bool:
        return self._every(lambda due, got: _near(due, 1 / got))

    def _root(self, _: Any) -> bool:
        return self._every(lambda due, got: _near(due**2, got))

    def _square(self, _: Any) -> bool:
        return self._every(lambda due, got: _near(due, got**2))

    def _constant(self, said: Mapping[str, Any]) -> bool:
        return self._every(lambda due, got: _near(np.full_like(got, said["number"]), got))

    def _rounded(self, said: Mapping[str, Any]) -> bool:
        return self._every(lambda due, got: _near(np.round(due, said["digits"]), got))

    def _off_by_one(self, said: Mapping[str, Any]) -> bool:
        i, change = said["argument"], said["change"]
        return self._every(_near, change=lambda row: [*row[:i], row[i] + change, *row[i + 1 :]])

    def _order(self, said: Mapping[str, Any]) -> bool:
        i, j = said["arguments"]

        def exchanged(row: list[Any]) -> list[Any]:
            row[i], row[j] = row[j], row[i]
            return row

        return self._every(_near, change=exchanged)

    def _shift(self, said: Mapping[str, Any]) -> bool:
        """It is due at k what is got at k + shift, wherever there is such a k."""
        for case in [*self.told, *battery(self.name)]:
            at = [max(k, -said["shift"]) for k in case.inputs["at"]]
            case = Case("", 1.0, {**case.inputs, "at": at}, {}, {})
            got = self._results(self.answer, case, shift=said["shift"])
            if not close(self._results(self.key, case), got):
                return False
        return True

    def _argument_without_effect(self, said: Mapping[str, Any]) -> bool:
        i = said["argument"]
        for case in [*self.told, *battery(self.name)]:
            before = self._results(self.answer, case)
            after = self._results(
                self.answer, case, lambda row: [*row[:i], _nudged(row[i]), *row[i + 1 :]]
            )
            if before and after and not close(before, after):
                return False
        return True

    def _factor_of_an_argument(self, said: Mapping[str, Any]) -> bool:
        for case in [*self.told, *battery(self.name)]:
            rows = case.inputs["arguments"]
            for row, (due, got) in zip(rows, self._pairs([case]), strict=True):
                known = {f"the {ORDER[i]} argument": x for i, x in enumerate(row)}
                factors = [value([name], known) for name in said["called"]]
                if got is None or not any(
                    factor is not None and _near(factor * _flat(due, got)[0], _flat(due, got)[1])
                    for factor in factors
                ):
                    return False
        return True

    def _shape(self, said: Mapping[str, Any]) -> bool:
        due, got = self._pairs([self.case])[said["call"]]
        known = {"due": np.shape(due), "got": np.shape(got), "numbers": _near(*_flat(due, got))}
        return known == {name: said[name] for name in known} and known["due"] != known["got"]

    def _text(self, said: Mapping[str, Any]) -> bool:
        return isinstance(self._pairs([self.case])[said["call"]][1], str)

    def _no_number(self, said: Mapping[str, Any]) -> bool:
        return not _is_numeric(self._pairs([self.case])[said["call"]][1])

    def _words(self, said: Mapping[str, Any]) -> bool:
        due, got = self._pairs([self.case])[said["call"]]
        marks = [(d == g, g) for d, g in zip(due, got, strict=False)]
        found = [{g for mark, g in marks if mark is wanted} for wanted in (True, False)]
        return found == [set(said["right"]), set(said["wrong"])] and bool(found[1])

    def _places(self, said: Mapping[str, Any]) -> bool:
        due, got = self._pairs([self.case])[said["schedule"]]
        rows = list(zip(self.case.inputs["at"], due, got, strict=True))
        right = {k for k, d, g in rows if close(d, g)}
        wrong = {k for k, d, g in rows if not close(d, g)}
        return right == set(said["right"]) and wrong == set(said["wrong"])

    def _another_time(self, said: Mapping[str, Any]) -> bool:
        _, got = self._pairs([self.case])[said["schedule"]]
        rates = [g for k, g in zip(self.case.inputs["at"], got, strict=True) if k == said["k"]]
        return not np.allclose(rates, rates[0], rtol=1e-6)

    def _calls(self, said: Mapping[str, Any]) -> bool:
        marks = [close(due, got) for due, got in self._pairs([self.case])]
        right = [n for n, mark in enumerate(marks, start=1) if mark]
        wrong = [n for n, mark in enumerate(marks, start=1) if not mark]
        return right == said["right"] and wrong == said["wrong"] and bool(right and wrong)

    def _entries(self, said: Mapping[str, Any]) -> bool:
        due, got = _flat(*self._pairs([self.case])[said["call"]])
        marks = [close(float(d), float(g)) for d, g in zip(due, got, strict=True)]
        right = [n for n, mark in enumerate(marks) if mark]
        return right == said["right"] and 0 < len(right) < len(marks)

    def _cases(self, said: Mapping[str, Any]) -> bool:
        """Which cases are right is the verdict's own word; that some are, and some not."""
        return sum(self.wrong) == len(said["wrong"]) < len(self.wrong)

    def _numbers(self) -> tuple[Any, Any]:
        """Return the numbers that are wrong, of all calls that statements are made of."""
        pairs = [_flat(due, got) for due, got in self._shown()]
        due, got = (np.concatenate(some) for some in zip(*pairs, strict=True))
        wrong = ~np.array([close(d, g) for d, g in zip(due.tolist(), got.tolist(), strict=True)])
        return due[wrong], got[wrong]

    def _shown(self) -> list[tuple[Any, Any]]:
        """Return the calls that statements are made of: one case, if another stops."""
        pairs = self._pairs(self.told)
        return pairs if all(_is_numeric(got) for _, got in pairs) else self._pairs([self.case])

    def _not_finite(self, _: Any) -> bool:
        return not all(np.isfinite(_flat(due, got)[1]).all() for due, got in self._shown())

    def _zero(self, _: Any) -> bool:
        _, got = self._numbers()
        return len(got) > 0 and not got.any()

    def _signs(self, _: Any) -> bool:
        due, got = self._numbers()
        return len(got) > 0 and bool((due * got < 0).all())

    def _some_signs(self, _: Any) -> bool:
        due, got = self._numbers()
        return bool((due * got < 0).any() and (due * got >= 0).any())

    def _too_large(self, said: Mapping[str, Any]) -> bool:
        due, got = self._numbers()
        alone = said["alone"] or _of_no_factor(due, got)
        return bool((abs(got) > abs(due)).all()) and alone

    def _too_small(self, said: Mapping[str, Any]) -> bool:
        due, got = self._numbers()
        alone = said["alone"] or _of_no_factor(due, got)
        return bool((abs(got) < abs(due)).all()) and alone

    def _uneven(self, _: Any) -> bool:
        due, got = self._numbers()
        longer, shorter = abs(got) > abs(due), abs(got) < abs(due)
        return bool(longer.any() and shorter.any() and (due * got >= 0).all())


def _of_no_factor(due: Any, got: Any) -> bool:
    ratio = got / due
    return len(ratio) < 2 or not np.allclose(ratio, ratio[0], rtol=1e-5, atol=0.0)


def _flat(due: Any, got: Any) -> tuple[Any, Any]:
    return np.array([*_numbers(due)], dtype=float), np.array([*_numbers(got)], dtype=float)


def _numbers(result: Any) -> Iterator[Any]:
    for item in result if isinstance(result, list) else ():
        yield from _numbers(item)
    if not isinstance(result, list):
        yield result


def _form(result: Any) -> Any:
    """What is a list of a result, and how long; a place and a height have no shape together."""
    return [_form(item) for item in result] if isinstance(result, list) else None


def _near(due: Any, got: Any) -> bool:
    return due.shape == got.shape and bool(np.allclose(due, got, rtol=1e-4, atol=1e-8))


def _is_numeric(result: Any) -> bool:
    if isinstance(result, list):
        return all(map(_is_numeric, result))
    return isinstance(result, int | float)
