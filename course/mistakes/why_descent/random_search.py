"""Usual mistakes with random search."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from course.mistakes.common.changed import changed
from course.task import Misconception
from solutions import random_search

SEARCH = "why-descent#random-search"


def _pair_swapped(value: Any, draw: Any, draws: int) -> Any:
    return random_search(value, draw, draws)[::-1]


def _drawn_again(value: Any, draw: Any, draws: int) -> Any:
    best, lowest = None, np.inf
    for _ in range(draws):
        height = value(draw())
        if height < lowest:
            best, lowest = draw(), height
    return best, lowest


def _nearest(value: Any, draw: Any, draws: int) -> Any:
    places = [draw() for _ in range(draws)]
    heights = [value(w) for w in places]
    k = int(np.argmin(np.abs(heights)))
    return places[k], heights[k]


def _last_falls(value: Any, draw: Any, draws: int) -> Any:
    best = draw()
    before = lowest = value(best)
    for _ in range(draws - 1):
        w = draw()
        height = value(w)
        if height < before:
            best, lowest = w, height
        before = height
    return best, lowest


def _also_twice(known: Misconception) -> Misconception:
    """Return a mistake together with the habit of asking for each height twice."""

    def search(value: Any, draw: Any, draws: int) -> Any:
        return known.answer(lambda w: (value(w), value(w))[0], draw, draws)

    feedback = " Besides, value is called twice for one place: keep the height in a variable."
    name = f"{known.name}, and heights asked for twice"
    return replace(known, name=name, feedback=known.feedback + feedback, answer=search)


NUMBERS = [
    Misconception(
        "the last draw",
        "What is returned is the last place that was drawn. Keep the best one aside, and replace "
        "it only when a lower place comes.",
        SEARCH,
        changed(random_search, ("best is None or height < lowest", "True")),
    ),
    Misconception(
        "the highest place",
        "The comparison is the wrong way round: this keeps the highest place, and the loss shall "
        "be low.",
        SEARCH,
        changed(
            random_search, ('float("inf")', '-float("inf")'), ("height < lowest", "height > lowest")
        ),
    ),
    Misconception(
        "compared with the draw before",
        "Each height is compared with the draw before it. Compare it with the lowest so far.",
        SEARCH,
        _last_falls,
    ),
    Misconception(
        "the last of equals kept",
        "Of equal heights the first one stays: replace it only when a lower one comes, with < and "
        "not <=.",
        SEARCH,
        changed(random_search, ("height < lowest", "height <= lowest")),
    ),
    Misconception(
        "the height nearest to zero",
        "Heights may be below zero, and lower is better: compare them without abs.",
        SEARCH,
        _nearest,
    ),
    Misconception(
        "the record not lowered",
        "A new best place is kept, but its height is not, so the next comparison is still with the "
        "old one.",
        SEARCH,
        changed(random_search, ("best, lowest = w, height", "best = w")),
    ),
    Misconception(
        "the place kept at every draw",
        "The lowest height is right, but the place is the last one drawn: keep the place inside "
        "the same if as the height.",
        SEARCH,
        changed(
            random_search,
            ("best is None or height < lowest", "True"),
            ("best, lowest = w, height", "best, lowest = w, min(lowest, height)"),
        ),
    ),
    Misconception(
        "one draw too few",
        "The last draw is missing: range(1, n) and range(n - 1) both give only n - 1 turns.",
        SEARCH,
        lambda value, draw, draws: random_search(value, draw, draws - 1),
    ),
    Misconception(
        "height and place swapped",
        "Both are right, in the wrong order: return the place first, then its height.",
        SEARCH,
        _pair_swapped,
    ),
    Misconception(
        "the height alone",
        "The lowest height is right; the place that has it belongs to the answer too.",
        SEARCH,
        lambda value, draw, draws: random_search(value, draw, draws)[1],
    ),
    Misconception(
        "the place alone",
        "The best place is right; its height belongs to the answer too.",
        SEARCH,
        lambda value, draw, draws: random_search(value, draw, draws)[0],
    ),
]

RANDOM_SEARCH = [
    *NUMBERS,
    Misconception(
        "another draw than the one looked at",
        "The call draw() for the height and the one for the place give two different places. Call "
        "it once a turn and keep the place in a variable.",
        SEARCH,
        _drawn_again,
    ),
    Misconception(
        "the lowest height started from 0",
        "The lowest height begins at 0, so no place above that ever counts, and nothing is kept. "
        "Begin with infinity, or with the first draw.",
        SEARCH,
        changed(random_search, ('float("inf")', "0.0"), ("best is None or height", "height")),
    ),
    Misconception(
        "only the first draw",
        "The result is handed back in the first turn of the loop. Move the return out of the loop: "
        "it begins where the for begins.",
        SEARCH,
        lambda value, draw, draws: random_search(value, draw, 1),
    ),
    Misconception(
        "one draw too many",
        "One place more than asked for is drawn. A first draw before the loop counts as well.",
        SEARCH,
        lambda value, draw, draws: random_search(value, draw, draws + 1),
    ),
    Misconception(
        "more draws than were asked for",
        "The search goes on after the draws that were asked for; use the argument draws.",
        SEARCH,
        lambda value, draw, draws: random_search(value, draw, 10_000),
    ),
    Misconception(
        "a height asked for twice",
        "The numbers are right, but value is called again for a place it has been asked for. For a "
        "network each call runs all its samples: keep the height in a variable.",
        "why-descent#dimension",
        changed(random_search, ("best, lowest = w, height", "best, lowest = w, float(value(w))")),
    ),
    *map(_also_twice, NUMBERS),
]
