"""Settings that the questions on optimizers share: runs on uneven bowls, seen and unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from course.task import Draw, Setting

Hyper = Mapping[str, Any]


def walk(title: str, points: float, steps: int, hyper: Hyper, **inputs: Any) -> Setting:
    """Return a run of `steps` on the bowl sum(curvature (w - centre)^2 / 2 + tilt w).

    With `pair`, one optimizer drives two runs in turn; with `manners`, leaving w alone and asking
    for one gradient a step count too.
    """
    usual = {"w0": [1.0], "curvature": [2.0], "centre": [0.0], "pair": False, "manners": False}
    return Setting(title, points, {**usual, **inputs, "hyper": dict(hyper), "steps": steps})


def seen(points: Sequence[float], first: Hyper, uneven: Hyper, pair: Hyper) -> list[Setting]:
    """Return the three visible runs; one coordinate has no slope, so nothing may move it.

    Choose values that tell things apart: never beta = 0.5, which cannot tell beta from 1 - beta,
    and an eps large enough to be seen.
    """
    return [
        walk("one step from rest on L(w) = w^2", points[0], 1, first),
        walk(
            "six steps on an uneven bowl",
            points[1],
            6,
            uneven,
            w0=[1.0, -2.0, 0.5],
            curvature=[1.0, 6.0, 0.0],
            centre=[0.0, 0.5, 2.0],
        ),
        walk(
            "two runs in turn with one optimizer, w left alone, one gradient a step",
            points[2],
            4,
            pair,
            w0=[[1.0, -1.0], [2.0, 0.0]],
            curvature=[[2.0, 1.0], [4.0, 3.0]],
            centre=[[0.0, 0.0], [0.0, 1.0]],
            pair=True,
            manners=True,
        ),
    ]


def unseen(points: float, **hyper: tuple[float, float]) -> Draw:
    """Return what draws the hidden run; each hyper-parameter between its two bounds."""

    def draw(random: np.random.Generator) -> Sequence[Setting]:
        drawn = {name: float(random.uniform(*bounds)) for name, bounds in hyper.items()}
        curvature = random.uniform(0.5, 4.0, (2, 3))
        curvature[0, 0] = 0.0
        return [
            walk(
                "eight steps from a start you have not seen",
                points,
                8,
                drawn,
                w0=random.uniform(-2.0, 2.0, (2, 3)).tolist(),
                curvature=curvature.tolist(),
                centre=random.uniform(-1.0, 1.0, (2, 3)).tolist(),
            )
        ]

    return draw


def calls(title: str, points: float, arguments: Sequence[Sequence[Any]], **more: Any) -> Setting:
    """Return calls of a function, one for each row of arguments; see `descent.checking.inputs`."""
    return Setting(title, points, {"arguments": [list(row) for row in arguments], **more})


def entry(name: str, points: float, digits: int | None = None, **more: Any) -> Setting:
    """Return one entry of a dict that is filled in by hand, to so many digits after the point."""
    asked = {"entry": name} if digits is None else {"entry": name, "digits": digits}
    return Setting(name, points, {**asked, **more})
