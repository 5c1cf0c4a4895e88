"""How a question is written down: points and settings here, numbers worked out from the key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from course import paths
from course.beside import refused, turning
from course.driven_runs import of_hidden, of_visible
from descent.checking.probe import observe, respond
from descent.checking.question import (
    MANNERS,
    Case,
    Diagnosis,
    Kind,
    Numbers,
    Question,
    Seal,
    visible,
)
from descent.checking.sealed import BITS, bits, number, rounded, seal
from descent.optimizer import Array

BESIDE = "no term, but what the kit holds"  # and asks besides: no class may call its term so
Draw = Callable[[np.random.Generator], Sequence["Setting"]]


def nothing(_: np.random.Generator) -> Sequence[Setting]:
    """Draw no hidden setting."""
    return ()


@dataclass(frozen=True)
class Setting:
    """One thing to try: a title, what it earns, and the inputs; see `question.Case`."""

    title: str
    points: float
    inputs: Numbers


@dataclass(frozen=True)
class Misconception:
    """A wrong version of the reference, with the sentence that helps and the section to read.

    The section is an anchor in a chapter, as in ``momentum#two-conventions``. `given` is the
    mistake in code that the notebook gives to be repaired.
    """

    name: str
    feedback: str
    section: str
    answer: Any
    given: bool = False

    def diagnosis(self) -> Diagnosis:
        """Return what a student is told."""
        section = paths.section(self.section)
        return Diagnosis(self.name, self.feedback, section, self.given)


@dataclass(frozen=True)
class Task:
    """One question, with its reference.

    Attributes
    ----------
    name, kind, choices, hint, bonus
        As in `descent.checking.question.Question`.
    reference : object
        The right answer: what the key exports under `name`. For a value it may be a function that
        works it out, which is called when it is first needed.
    visible : sequence of Setting
        What the student's own `check` tries.
    hidden : callable
        Draws what only the grader tries, from a generator of random numbers.
    misconceptions : sequence of Misconception
        Known mistakes, those most often met first.
    assess : callable, optional
        Turns what was seen into what counts, where that needs the answer key; `check` then only
        takes note.
    given : object, optional
        Data that the notebook hands to the student, worked out from the key.
    assignment : str
        Written in by `course.questions`, after the file that the question stands in.
    """

    name: str
    kind: Kind
    reference: Any
    visible: Sequence[Setting]
    hidden: Draw = nothing
    misconceptions: Sequence[Misconception] = ()
    choices: tuple[str, ...] = ()
    hint: str = ""
    assess: Callable[[Numbers], Numbers] | None = None
    bonus: bool = False
    given: Any = None
    assignment: str = ""

    @property
    def points(self) -> float:
        """The most that can be earned; the same in every term."""
        return sum(setting.points for setting, _ in self.settings(""))

    @cached_property
    def right(self) -> Any:
        """The right answer itself, worked out if need be."""
        late = self.kind == "value" and callable(self.reference)
        return self.reference() if late else self.reference

    @property
    def maximum(self) -> float:
        """What it adds to the assignment's maximum: nothing, if it is a bonus."""
        return 0.0 if self.bonus else self.points

    @cached_property
    def version(self) -> str:
        """A short name of all that decides over the marks; wording does not.

        It is made of the cases with their inputs, the numbers due as the kit carries them and a
        committed answer itself; and, behind a point, of what each case earns.
        """
        known = visible().get(self.name)
        kit = known.cases if known and known.assignment == self.assignment else ()
        made_of = [
            *(self.kind, self.bonus, self.choices),
            [(setting.inputs, hidden) for setting, hidden in self.settings("")],
            [(case.expected, case.wrong) for case in kit],
            self.right if self.kind == "value" else None,
        ]
        earned = [setting.points for setting, _ in self.settings("")]
        return f"q{_digest(made_of)[:8]}.{_digest(earned)[:4]}"

    def public_question(self) -> Question:
        """Return the question as the kit carries it: visible cases only.

        What a prediction should have been stays out, or the file would give it away; results
        worked out by hand can be recognised in it, if they are many, but not read.
        """
        sealed = self._sealed()
        if self.assess is not None or self.kind == "value":
            cases = [self._bare(s) for s in self.visible]
            return replace(self._question(cases, mistakes=bool(sealed)), sealed=sealed)
        cases = [_brief(self._case(s)) for s in self.visible]
        return replace(self._question(cases), beside=self._beside)

    def graded_question(self, term: str = "") -> Question:
        """Return the question as it is graded, its hidden inputs drawn for one term."""
        settings = self.settings(term)
        question = self._question([self._case(s, hidden=unseen) for s, unseen in settings])
        if self.assess is None and self.kind != "value":
            question = replace(question, beside=self._beside)
        if self.kind != "optimizer":
            return question
        walks = [s.inputs for s, unseen in settings if unseen]
        driven = of_hidden(self.reference, walks, self._random(term, "driven"))
        return replace(question, hidden_driven=driven)

    def _sealed(self) -> Seal | None:
        """Return what an answer by hand is known by; nothing if it could be found by trying."""
        if not all("digits" in setting.inputs for setting in self.visible):
            return None
        right = self._units(self.right)
        if right is None or bits(right) < BITS:
            return None
        known = {m.name: self._units(m.answer) for m in self.misconceptions}
        wrong = {seal(self.name, units): name for name, units in known.items() if units}
        return Seal(seal(self.name, right), [units % 3 for units in right], wrong)

    def _units(self, answer: Any) -> list[int] | None:
        """Return the numbers of an answer in units of their last digits; None if one is missing."""
        seen = [(self.seen(answer, self._bare(s)).get("value"), s) for s in self.visible]
        if any(value is None for value, _ in seen):
            return None
        return [rounded(number(value), setting.inputs["digits"]) for value, setting in seen]

    def settings(self, term: str) -> list[tuple[Setting, bool]]:
        """Every setting, and whether it is hidden."""
        hidden = self.hidden(self._random(term))
        return [(s, False) for s in self.visible] + [(s, True) for s in hidden]

    def _random(self, *term: str) -> np.random.Generator:
        """Return what is drawn from for a term, and for one thing of it, if that is named."""
        seed = hashlib.sha256("/".join([self.assignment, self.name, *term]).encode()).digest()
        return np.random.default_rng(int.from_bytes(seed[:8], "big"))

    def _question(self, cases: list[Case], mistakes: bool = True) -> Question:
        return Question(
            name=self.name,
            kind=self.kind,
            assignment=self.assignment,
            cases=tuple(cases),
            mistakes=tuple(known.diagnosis() for known in self.misconceptions if mistakes),
            choices=self.choices,
            hint=self.hint,
            bonus=self.bonus,
            driven=self._driven,
        )

    @cached_property
    def _driven(self) -> Numbers:
        walks = [setting.inputs for setting in self.visible]
        return of_visible(self.reference, walks) if self.kind == "optimizer" else {}

    @cached_property
    def _beside(self) -> tuple[Case, ...]:
        """What a wrong answer is asked besides, the same for everyone."""
        # Of as many digits as the kit's file holds, so that what is asked is what was worked out.
        settings = self.settings(BESIDE)
        unseen = [turning(s.inputs, self._path) for s, hidden in settings if hidden]
        cases = (self._case(Setting("", 0.0, _short(inputs))) for inputs in unseen)
        return tuple(_brief(case, 6) for case in cases)

    def _path(self, inputs: Numbers) -> Array:
        """Return the right path of a run."""
        return np.array(self.seen(self.right, self._bare(Setting("", 0.0, inputs)))["path"])

    def _bare(self, setting: Setting, hidden: bool = False) -> Case:
        return Case(setting.title, setting.points, setting.inputs, {}, {}, hidden)

    def _case(self, setting: Setting, hidden: bool = False) -> Case:
        case = self._bare(setting, hidden)
        if self.kind == "essay":
            return case
        if self.kind == "function" and (names := refused(self.right, case)):
            case = replace(case, inputs={**case.inputs, "refused": names})
        wrong = {m.name: _without_line(self.seen(m.answer, case)) for m in self.misconceptions}
        return replace(case, expected=self.seen(self.right, case), wrong=wrong)

    def seen(self, answer: Any, case: Case) -> Numbers:
        """Return what is seen of an answer that is trusted, in this very process."""
        return self.counted(
            case, observe(self.kind, case, lambda name, *given: respond(name, answer, *given))
        )

    def counted(self, case: Case, seen: Numbers) -> Numbers:
        """Return what counts of what was seen of an answer."""
        if self.assess is not None and "error" not in seen:
            seen = self.assess(seen)
        # Manners (leaving w alone, asking once) count in the cases that ask for them.
        dropped = () if case.inputs.get("manners", True) else MANNERS
        return {name: numbers for name, numbers in seen.items() if name not in dropped}


def _digest(data: Any) -> str:
    text = json.dumps(_short(data), sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _short(data: Any) -> Any:
    """Return data with six digits a number: the last ones may differ from machine to machine."""
    if hasattr(data, "tolist"):
        data = data.tolist()
    if isinstance(data, Mapping):
        return {str(name): _short(item) for name, item in data.items()}
    if isinstance(data, list | tuple):
        return [_short(item) for item in data]
    return float(f"{data:.6g}") if isinstance(data, float) else data


def _without_line(seen: Numbers) -> Numbers:
    """Return what was seen; of an error not the line of code that it rose from."""
    return {"error": {**seen["error"], "line": ""}} if "error" in seen else seen


def _brief(case: Case, digits: int = 8) -> Case:
    """Return a case as the kit carries it: of a mistake's path only the end, in so many digits.

    That is enough to know the mistake by, and a tenth of the file.
    """

    def short(seen: Numbers) -> Numbers:
        if "path" not in seen:
            return seen
        end = [float(f"{x:.{digits}g}") for x in np.ravel(seen["path"][-1])]
        return {"end": end, **{name: x for name, x in seen.items() if name != "path"}}

    return replace(case, wrong={name: short(seen) for name, seen in case.wrong.items()})
