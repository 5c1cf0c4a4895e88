"""What is said of an optimizer, measured again beside the key, on other slopes as well."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from course.task import Task
from descent.checking.symptoms import Symptom
from descent.checking.symptoms.factors import named, value
from descent.checking.verdict import Verdict
from descent.optimizer import Array
from tests.mutants.verify_first_step import FirstStepMeasure


class OptimizerMeasure(FirstStepMeasure):
    """Measures an optimizer beside the key."""

    def __init__(self, task: Task, answer: Any, verdict: Verdict) -> None:
        super().__init__(task.right, answer, verdict.question.driven)
        self.wrong = [bool(finding.trouble) for finding in verdict.findings]

    def true(self, symptom: Symptom) -> bool:
        """Whether a statement holds; of an answer that is mended, if it is on what is left."""
        if called := symptom.measured.get("mended"):
            mended = copy.copy(self)
            mended.answer = _mended(self.answer, called)
            left = {name: x for name, x in symptom.measured.items() if name != "mended"}
            return mended.true(replace(symptom, measured=left))
        with np.errstate(all="ignore"):
            return bool(
                getattr(self, "_" + symptom.kind.lower().replace(" ", "_"))(symptom.measured)
            )

    def _sign(self, _: Any) -> bool:
        return self.fresh_and_old(lambda due, got: np.allclose(-due, got, rtol=1e-4))

    def _first_sign(self, _: Any) -> bool:
        return self.fresh_and_old(
            lambda due, got: (np.sign(-due[0, 1:]) == np.sign(got[0, 1:])).all(), **self.plain()
        )

    def _old_place(self, _: Any) -> bool:
        places, slopes = (a.reshape(len(a), -1)[:, -1:] for a in (self.places, self.slopes))
        alone = self.moves(self.answer, places, slopes)
        stays = alone is None or not alone.any()
        return stays and self.fresh_and_old(lambda due, got: not got.any())

    def _swapped(self, _: Any) -> bool:
        class Second:
            """Returns what the answer returns second as its place."""

            made = self.answer

            def __init__(self, **hyper: Any) -> None:
                self.rule = type(self).made(**hyper)

            def init(self, w: Any) -> Any:
                return self.rule.init(w)

            def step(self, w: Any, grad: Any, state: Any) -> Any:
                _, after = self.rule.step(w, grad, state)
                return after, after

        due, got = self.moves(self.key), self.moves(Second)
        return due is not None and got is not None and self._right(due, got)

    def _the_step_itself(self, measured: Mapping[str, Any]) -> bool:
        for where in ((self.places, self.slopes), self.fresh()):
            pair = self.both(*where)
            if pair is None:
                return False
            returned = pair[1] + where[0].reshape(pair[1].shape)
            if not self._right(measured["sign"] * pair[0], returned):
                return False
        return True

    def _second_object(self, _: Any) -> bool:
        once, again = self.moves(self.answer), self.moves(self.answer)
        return once is not None and again is not None and not np.array_equal(once, again)

    def _asks_elsewhere(self, said: Mapping[str, Any]) -> bool:
        due, got = (np.ravel(self.asked(make)).reshape(len(self.places), -1)
                    for make in (self.key, self.answer))  # fmt: skip
        if due.any() != said["due"] or got.any() != said["got"]:
            return False
        parted = [not np.allclose(d, g, atol=1e-6) for d, g in zip(due, got, strict=True)]
        return parted.index(True) == said["first"] if any(parted) else False

    def _asks_nowhere(self, _: Any) -> bool:
        return any(np.shape(at) != self.places.shape[1:] for at in self.asked(self.answer))

    def _moves_without_slope(self, _: Any) -> bool:
        """Somewhere: here, or on other places."""
        for places, slopes in ((self.places, self.slopes), self.fresh()):
            pair = self.both(places, 0 * slopes, **self.plain())
            if pair is not None and not pair[0].any() and pair[1][0].any():
                return True
        return False

    def _factor(self, measured: Mapping[str, Any]) -> bool:
        return self._factors(measured, slice(None))

    def _first_factor(self, measured: Mapping[str, Any]) -> bool:
        return self._factors(measured, slice(0, 1))

    def _factors(self, measured: Mapping[str, Any], steps: slice) -> bool:
        plain = self.plain() if measured["plain"] else {}

        def holds(changes: Mapping[str, Any], due: Array, got: Array) -> bool:
            ratio = got[steps, 1:] / due[steps, 1:]
            size = {"the number of coordinates": due.shape[1]}
            setting = {**self.hyper, **changes, **size}
            known = named([setting], [ratio[:, 0].tolist()])
            one = np.allclose(ratio, ratio[:, :1], rtol=1e-4)
            return bool(one and set(measured["called"]) & set(known))

        pair, said = self.both(**plain), np.array(measured["factors"])[steps, None]
        if pair is None or not np.allclose(
            pair[1][steps, 1:], pair[0][steps, 1:] * said, rtol=1e-3
        ):
            return False
        changed = (plain, {**self.other(), **plain}) if measured["called"] else ()
        return all(self.fresh_and_old(partial(holds, some), **some) for some in changed)

    def _epsilon(self, _: Any) -> bool:
        return self.fresh_and_old(self._right, eps=1e-13)

    def _decay(self, _: Any) -> bool:
        return self.fresh_and_old(self._right, decay=0.0)

    def _small_terms(self, _: Any) -> bool:
        return self.fresh_and_old(self._right, **self.plain())

    @staticmethod
    def _right(due: Array, got: Array) -> bool:
        return bool(np.allclose(due[:, 1:], got[:, 1:], rtol=1e-4, atol=1e-6 * np.abs(due).max()))

    def _no_effect(self, measured: Mapping[str, Any]) -> bool:
        """Neither on the inputs of the check nor on others, with either value."""
        name, values = measured["setting"], measured["values"]
        for where in ((), self.fresh()):
            one, other = (self.moves(self.answer, *where, **{name: x}) for x in values)
            if one is None or other is None:
                return False
            if not np.allclose(one, other, rtol=1e-9, equal_nan=True):
                return False
        return True

    def _still_nan(self, _: Any) -> bool:
        pair = self.both()
        return pair is not None and bool(np.isnan(pair[1][:, 0]).any())

    def _still_moves(self, _: Any) -> bool:
        return self.fresh_and_old(lambda due, got: not due[:, 0].any() and got[:, 0].any())

    def _still_stays(self, _: Any) -> bool:
        return self.fresh_and_old(lambda due, got: due[:, 0].any() and not got[:, 0].any())

    def _alone(self, make: Any) -> list[bool]:
        """Whether the last coordinate moves by itself as among the others, here and elsewhere."""
        found = []
        for where in ((self.places, self.slopes), self.fresh()):
            places, slopes = (a.reshape(len(a), -1)[:, -1:] for a in where)
            alone, among = self.moves(make, places, slopes), self.moves(make, *where)
            known = alone is not None and among is not None
            found.append(known and np.allclose(alone, among[:, -1:], rtol=1e-4))
        return found

    def _together(self, _: Any) -> bool:
        return all(self._alone(self.key)) and not all(self._alone(self.answer))

    def _apart(self, _: Any) -> bool:
        return not all(self._alone(self.key)) and all(self._alone(self.answer))

    def _scale(self, measured: Mapping[str, Any]) -> bool:
        plain, (places, slopes) = self.plain(), (self.places, self.slopes)
        once, more = self.both(places, slopes, **plain), self.both(places, 8 * slopes, **plain)
        if once is None or more is None:
            return False
        due, got = (more[i][0, 1:] / once[i][0, 1:] for i in (0, 1))
        said = measured["got"]
        one = np.allclose(got, got[0], rtol=1e-4)
        told = not one if said is None else np.allclose(got, said, rtol=1e-3)
        apart = said is None or not np.isclose(said, measured["due"], rtol=1e-5)
        return bool(np.allclose(due, measured["due"], rtol=1e-3) and told and apart)

    def _one_late(self, _: Any) -> bool:
        return self.fresh_and_old(
            lambda due, got: not got[0].any() and due[0].any() and self._right(due[:-1], got[1:])
        )

    def _no_first_step(self, _: Any) -> bool:
        return self.fresh_and_old(lambda due, got: due[0].any() and not got[0].any())

    def _marks(self) -> list[bool]:
        pair = self.both()
        assert pair is not None
        size = 1e-5 * np.abs(pair[0]).max()
        return [np.allclose(d, g, rtol=2e-5, atol=size) for d, g in zip(*pair, strict=True)]

    def _later_steps(self, measured: Mapping[str, Any]) -> bool:
        marks, first = self._marks(), measured["right"]
        return all(marks[:first]) and not marks[first]

    def _early_steps(self, measured: Mapping[str, Any]) -> bool:
        marks, first = self._marks(), measured["from"]
        return not marks[0] and not marks[first - 1] and all(marks[first:])

    def _cases(self, measured: Mapping[str, Any]) -> bool:
        """Which cases are right is the verdict's own word; that some are, and some not."""
        return sum(self.wrong) == len(measured["wrong"]) < len(self.wrong)

    def _one_setting(self, measured: Mapping[str, Any]) -> bool:
        usual, pair = self.both(), self.both(**{measured["setting"]: measured["value"]})
        known = usual is not None and pair is not None
        return known and self._right(*usual) and not self._right(*pair)


def _mended(rule: Any, called: list[str]) -> type:
    """Return a rule with its step divided by a factor."""

    class Mended:
        def __init__(self, **hyper: Any) -> None:
            self.rule, self.factor = rule(**hyper), value(called, hyper)

        def init(self, w: Any) -> Any:
            return self.rule.init(w)

        def step(self, w: Any, grad: Any, state: Any) -> Any:
            after, state = self.rule.step(w.copy(), grad, state)
            return w + (after - w) / self.factor, state

    return Mended
