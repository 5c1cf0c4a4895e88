"""Credit for a wrong optimizer: what is right about it, whatever the rule and the slip are.

The same properties count for every rule, so a smaller fault, which leaves more of them, never
earns less than a larger one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from descent.checking.driven_moves import SCALE, STILL, Moves, alike, ratios
from descent.optimizer import Array


def still(moves: Moves) -> bool:
    """Whether the coordinate without a slope does what it should."""
    return "usual" in moves.got and bool(moves.right["usual"][:, STILL].all())


def scale(moves: Moves) -> bool:
    """Whether steps answer to the size of the gradient as they should."""
    if not {"plain", "scaled"} <= set(moves.got):
        return False
    shares = [_share(part["plain"], part["scaled"]) for part in (moves.due, moves.got)]
    return bool(alike(*shares).all())


def _share(plain: Array, scaled: Array) -> Array:
    """Return by how much each sloped number of the moves grows with the gradients."""
    plain, scaled = plain[:, STILL + 1 :], scaled[:, STILL + 1 :]
    with np.errstate(all="ignore"):
        shares: Array = np.where(plain == scaled, 1.0, scaled / plain)
    return shares / SCALE


def apart(moves: Moves) -> bool:
    """Whether coordinates influence each other just if they should."""
    if "alone" not in moves.due:
        return True
    if not {"alone", "usual"} <= set(moves.got):
        return False
    due, got = (_as_alone(part) for part in (moves.due, moves.got))
    return due == got


def _as_alone(moves: Mapping[str, Array]) -> bool:
    return bool(alike(moves["usual"][:, -1:], moves["alone"]).all())


def directions(moves: Moves) -> bool:
    """Whether all steps are right but for their length, with what is small left out."""
    return "plain" in moves.got and ratios(moves.due["plain"], moves.got["plain"]) is not None


PROPERTIES: dict[str, tuple[float, Callable[[Moves], bool]]] = {
    "the coordinate without a slope": (0.025, still),
    "the size of the gradient": (0.05, scale),
    "coordinates by themselves": (0.05, apart),
    "the direction of all steps": (0.15, directions),
    "the first step": (0.15, lambda moves: moves.holds("usual", slice(0, 1))),
    "the later steps": (0.1, lambda moves: moves.holds("usual", slice(1, None))),
    "all steps without epsilon and decay": (0.2, lambda moves: moves.holds("plain")),
}
MANNERS = 0.025


def held(moves: Moves, polite: bool) -> dict[str, float]:
    """Return the properties that hold, with the share of the points that each earns.

    Nothing is earned by what does not even go the right way, or goes there without the slope.
    """
    if not moves.signs or moves.blind:
        return {}
    found = {name: share for name, (share, holds) in PROPERTIES.items() if holds(moves)}
    return {**found, "manners": MANNERS} if polite else found
