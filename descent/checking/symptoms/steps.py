"""Which steps of a driven optimizer are wrong, and where it asks for its slopes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from descent.checking.driven_moves import STILL, Moves, alike
from descent.checking.symptoms.symptom import Symptom

WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def one_step_late(moves: Moves) -> Iterator[Symptom]:
    """Each step is that of the memory before."""
    due, got = moves.due["usual"], moves.got["usual"]
    if not alike(due, got).all() and not got[0].any() and alike(due[:-1], got[1:]).all():
        yield Symptom(
            "one late", "Each step is the one that was due a step before, and the first is none."
        )


def no_first_step(moves: Moves) -> Iterator[Symptom]:
    """It stands still until it has a memory."""
    due, got = moves.due["usual"], moves.got["usual"]
    if due[0].any() and not got[0].any() and got.any():
        yield Symptom(
            "no first step",
            "The first step is none, although there is a slope: does the newest gradient take part "
            "in it?",
        )


def where_it_asks(moves: Moves) -> Iterator[Symptom]:
    """The slope is asked for at another place than the rule says."""
    due, got = moves.asks
    if due.shape != got.shape and len(due):
        yield Symptom(
            "asks nowhere",
            "There is a step in which no slope is asked for at a place shaped like w.",
        )
        return
    if due.shape != got.shape or moves.asked.all():
        return
    first = int(np.argmin(moves.asked))
    nowhere_else = due.any() and not got.any()
    if not nowhere_else and not moves.right["usual"][:first].all():
        return  # a step before is wrong, and where it asks now may come of that
    if nowhere_else:
        said = "The slope is asked for at w itself, at every step; the rule asks elsewhere."
    elif got.any() and not due.any():
        said = f"In step {first + 1} the slope is not asked for at w; the rule asks there."
    else:
        said = f"In step {first + 1} the slope is asked for at another place than it should be."
    known = {"first": first, "due": bool(due.any()), "got": bool(got.any())}
    yield Symptom("asks elsewhere", said, known)


def which_steps(moves: Moves) -> Iterator[Symptom]:
    """Right first and wrong later, or the other way round."""
    steps = moves.right["usual"].all(axis=1)
    if steps.all():
        return
    first = int(np.argmin(steps))
    if first:
        which = "The first step is" if first == 1 else f"The first {WORDS[first]} steps are"
        yield Symptom(
            "later steps",
            f"{which} right and step {first + 1} is not: what does the state hold by then?",
            {"right": first},
        )
        return
    again = len(steps) - int(np.argmin(steps[::-1]))
    if again < len(steps) - 1:  # one alone may be luck
        yield Symptom(
            "early steps",
            f"The first steps are wrong, and from step {again + 1} on they are right: look at how "
            "the memory starts, and at what depends on t.",
            {"from": again},
        )


def first_step(moves: Moves) -> Iterator[Symptom]:
    """What is true of the first step, said if nothing else is."""
    due, got = moves.due["usual"][0, STILL + 1 :], moves.got["usual"][0, STILL + 1 :]
    wrong = ~moves.right["usual"][0, STILL + 1 :]
    if not wrong.any():
        return
    where = "" if wrong.all() else " in some coordinates"
    if not np.isfinite(got).all():
        yield Symptom("not finite", "The first step is not a finite number.")
    elif (due * got < 0).all():
        yield Symptom("wrong way", "The first step leads the wrong way.")
    elif (due * got < 0).any():
        yield Symptom(
            "mixed", "The first step leads the wrong way in some coordinates, and not in others."
        )
    elif due.all() and not got.all():
        yield Symptom("partly still", "The first step is none in some coordinates with a slope.")
    elif not (shorter := wrong & (np.abs(got) < np.abs(due))).any():
        yield Symptom(
            "too long",
            f"The first step leads the right way and is too long{where}, by no one factor.",
        )
    elif (shorter == wrong).all():
        yield Symptom(
            "too short",
            f"The first step leads the right way and is too short{where}, by no one factor.",
        )
    else:
        yield Symptom(
            "uneven",
            "The first step leads the right way, too far in some coordinates and not far enough in "
            "others.",
        )
