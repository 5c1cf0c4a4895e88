"""How a question is written down: points and settings here, numbers worked out from the key."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder import chapters
from descent.probe import observe, respond
from descent.question import Case, Kind, Mistake, Numbers, Question

Draw = Callable[[np.random.Generator], Sequence["Setting"]]


@dataclass(frozen=True)
class Setting:
    """One thing to try: a title, what it earns, and the inputs; see `descent.question.Case`."""

    title: str
    points: float
    inputs: Numbers


@dataclass(frozen=True)
class Wrong:
    """A wrong version of the reference, with the sentence that helps and the section to read.

    The section is an anchor in a chapter, as in ``momentum#two-conventions``.
    """

    name: str
    says: str
    section: str
    answer: Any

    def told(self) -> Mistake:
        """Return what a student is told."""
        return Mistake(self.name, self.says, chapters.section(self.section))


@dataclass(frozen=True)
class Task:
    """One question, with its reference.

    Attributes
    ----------
    name, kind, assignment, choices
        As in `descent.question.Question`.
    reference : object
        The right answer: what the key exports under `name`.
    visible : sequence of Setting
        What the student's own `check` tries.
    hidden : callable
        Draws what only the grader tries, from a generator of random numbers.
    wrong : sequence of Wrong
        Known mistakes, those most often met first.
    """

    name: str
    kind: Kind
    assignment: str
    reference: Any
    visible: Sequence[Setting]
    hidden: Draw
    wrong: Sequence[Wrong]
    choices: tuple[str, ...] = field(default=())

    def sheet(self) -> Question:
        """Return the question as the kit carries it: visible cases only.

        What a prediction should have been stays out, or the file would give it away.
        """
        if self.kind == "value":
            cases = [Case(s.title, s.points, s.inputs, {}, {}) for s in self.visible]
        else:
            cases = [self._case(setting) for setting in self.visible]
        return self._question(cases)

    def exam(self, term: str = "") -> Question:
        """Return the question as it is graded, its hidden inputs drawn for one term."""
        seed = hashlib.sha256(f"{self.assignment}/{self.name}/{term}".encode()).digest()
        random = np.random.default_rng(int.from_bytes(seed[:8], "big"))
        settings = [*self.visible, *self.hidden(random)]
        return self._question([self._case(setting) for setting in settings])

    def _question(self, cases: list[Case]) -> Question:
        return Question(
            name=self.name,
            kind=self.kind,
            assignment=self.assignment,
            cases=tuple(cases),
            mistakes=tuple(wrong.told() for wrong in self.wrong),
            choices=self.choices,
        )

    def _case(self, setting: Setting) -> Case:
        case = Case(setting.title, setting.points, setting.inputs, {}, {})
        return Case(
            setting.title,
            setting.points,
            setting.inputs,
            expected=self.seen(self.reference, case),
            wrong={wrong.name: self.seen(wrong.answer, case) for wrong in self.wrong},
        )

    def seen(self, answer: Any, case: Case) -> Numbers:
        """Return what is seen of an answer that is trusted, in this very process."""
        seen = observe(self.kind, case, lambda name, *given: respond(name, answer, *given))
        # Manners (leaving w alone, asking once) count in the cases that ask for them.
        dropped = set() if case.inputs.get("manners", True) else {"kept", "asked"}
        return {name: numbers for name, numbers in seen.items() if name not in dropped}
