"""How much room a playground will take in a page, counted before there is a browser to ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from descent.playground.racers import Spec, usual_numbers


def reserved_height(
    axes: int, racers: Sequence[Spec], knobs: Sequence[str], chart: str = "step"
) -> dict[str, int]:
    """Return what `place.css` reckons a height from.

    Parameters
    ----------
    axes
        Coordinates of the surface, 1 or 2.
    racers, knobs, chart
        As the playground has them.

    Returns
    -------
    dict
        `cards` and the `knobs` on all of them; the `rows` of a legend in two columns; whether
        everything is `open`; and whether there is a `map` of settings in the place of two charts.
    """
    each = [sliders(racer, knobs) for racer in racers]
    return {
        "axes": axes,
        "cards": len(each),
        "knobs": sum(each),
        "rows": (len(each) + 1) // 2,
        "open": int(not knobs),
        "map": int(chart == "spectrum"),
    }


def sliders(racer: Mapping[str, Any], knobs: Sequence[str]) -> int:
    """Return how many sliders a racer has on its card."""
    if "method" not in racer:
        return 0
    around = racer.get("around") or {}
    shown = [name for name in usual_numbers(racer) if not knobs or name in knobs]
    return len(shown) + (len(around) - 1 if around and (not knobs or "around" in knobs) else 0)
