"""Mistakes that can be made with every optimizer, put around the right one."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.mistakes.common.wordings import ASKED_TWICE, IN_PLACE
from course.task import Misconception


class Around:
    """Behaves as the right optimizer does; what is made of it does one thing otherwise."""

    reference: Any

    def __init__(self, **hyper: Any) -> None:
        self.rule = self.reference(**hyper)

    def init(self, w: Any) -> Any:
        """Return the memory before the first step."""
        return self.rule.init(w)

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        """Return the next place and memory."""
        return self.rule.step(w, grad, state)


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


def common(reference: type, section: str, memory: bool = True) -> list[Misconception]:
    """Return the mistakes of every optimizer; `memory` says whether it has something to remember.

    They belong at the end of a list: what is said of the rule itself helps more.
    """

    def made(kind: type[Around]) -> type:
        return type(reference.__name__, (kind,), {"reference": reference})

    always = [
        Misconception(
            "a step up the slope",
            "The place moves the wrong way: check the sign before lr.",
            section,
            made(Uphill),
        ),
        Misconception(
            "the learning rate applied twice",
            "The rate lr multiplies the step once; here it does so twice.",
            section,
            made(TwiceTheRate),
        ),
        Misconception(
            "the hyper-parameters ignored",
            "The step uses the default values whatever it is given; use self.lr and its like.",
            section,
            made(Ignorant),
        ),
        Misconception(
            "the caller's array changed",
            IN_PLACE,
            section,
            made(InTheCallersArray),
            partial_credit=0.5,
        ),
        Misconception(
            "two gradients a step",
            ASKED_TWICE,
            section,
            made(AsksTwice),
            partial_credit=0.5,
        ),
    ]
    remembering = [
        Misconception(
            "the memory forgotten",
            "Each step starts from an empty memory again; return the new memory as the state.",
            section,
            made(Forgetful),
        ),
        Misconception(
            "memory kept on the object",
            "What is remembered lives on self, so two runs with one optimizer mix; hand it on as "
            "the state.",
            section,
            made(OnTheObject),
            partial_credit=0.5,
        ),
    ]
    return always + remembering * memory
