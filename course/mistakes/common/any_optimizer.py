"""Mistakes that can be made with every optimizer, put around the right one."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

import numpy as np

from course.mistakes.common.around import Around
from course.mistakes.common.returned import returned
from course.mistakes.common.wordings import ASKED_TWICE, IN_PLACE
from course.task import Misconception


class Uphill(Around):
    """Goes the other way."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        """Return the place on the other side."""
        after, state = self.rule.step(w, grad, state)
        return w + (w - after), state


class Ignorant(Around):
    """Takes the defaults whatever it is given."""

    def __init__(self, **hyper: Any) -> None:
        self.rule = self.reference()


class TwiceTheRate(Around):
    """Multiplies its step by lr once more."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        """Return a place too near."""
        after, state = self.rule.step(w, grad, state)
        return w - self.rule.lr * (w - after), state


class Forgetful(Around):
    """Begins each step with the memory of the first."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        """Return the next place and a memory of nothing."""
        after, _ = self.rule.step(w, grad, state)
        return after, self.rule.init(w)


class OnTheObject(Around):
    """Keeps its memory on itself, so that two runs share it."""

    def init(self, w: Any) -> Any:
        """Keep the memory here."""
        self.memory = self.rule.init(w)

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        """Return the next place and nothing to remember."""
        after, self.memory = self.rule.step(w, grad, self.memory)
        return after, None


class InTheCallersArray(Around):
    """Changes the array that it was given."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        """Return the same array with other numbers in it."""
        after, state = self.rule.step(w.copy(), grad, state)
        np.copyto(w, after)
        return w, state


class AsksTwice(Around):
    """Calls grad once more than it needs."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        """Return what is right, after one call too many."""
        grad(w)
        return self.rule.step(w, grad, state)


def common(
    reference: type, section: str, memory: bool = True, but: Container[str] = ()
) -> list[Misconception]:
    """Return the mistakes of every optimizer, to stand at the end of a list.

    What is said of the rule itself helps more.

    Parameters
    ----------
    reference : class
        The rule.
    section : str
        Where to read.
    memory : bool, default True
        Whether it has something to remember.
    but : container of str
        Names of those that do not fit, as with this rule they are another mistake, or none.
    """
    always = [
        Misconception(
            "a step up the slope",
            "The place moves the wrong way: check the sign before lr.",
            section,
            Uphill.of(reference),
        ),
        Misconception(
            "the learning rate applied twice",
            "The rate lr multiplies the step once; here it does so twice.",
            section,
            TwiceTheRate.of(reference),
        ),
        Misconception(
            "the hyper-parameters ignored",
            "The step uses the default values whatever it is given; use self.lr and its like.",
            section,
            Ignorant.of(reference),
        ),
        Misconception(
            "the caller's array changed",
            IN_PLACE,
            section,
            InTheCallersArray.of(reference),
        ),
        Misconception(
            "two gradients a step",
            ASKED_TWICE,
            section,
            AsksTwice.of(reference),
        ),
    ]
    remembering = [
        Misconception(
            "the memory forgotten",
            "Each step starts from an empty memory again; return the new memory as the state.",
            section,
            Forgetful.of(reference),
        ),
        Misconception(
            "memory kept on the object",
            "What is remembered lives on self, so two runs with one optimizer mix; hand it on as "
            "the state.",
            section,
            OnTheObject.of(reference),
        ),
    ]
    every = [*always, *remembering * memory, *returned(reference, section, memory)]
    return [known for known in every if known.name not in but]
