"""The picture of a wrong answer: the path that was due beside the path that was taken.

It is drawn as SVG in the colours of the page that shows it, which has them for light and dark;
where there are none, as in formgrader, in those of a light page.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from html import escape

import numpy as np
from numpy.typing import NDArray

from descent.checking.compare import close
from descent.checking.verdict import Finding, Verdict

MOST = 2  # coordinates drawn
WIDE, HIGH = 480, 230
LEFT, RIGHT, ABOVE, BELOW = 56, 52, 30, 40  # of the frame
LINE = 14  # between two names
INK = {"due": "var(--link, #07569c)", "got": "var(--mark, #b84a00)", "ink": "var(--ink, #1d1f23)"}
DASHES = {"due": "", "got": ' stroke-dasharray="5 3"'}
WORDS = {"due": "expected", "got": "yours"}


@dataclass(frozen=True)
class Picture:
    """A drawing, and what it shows in words."""

    svg: str
    alt: str


def paths(verdict: Verdict) -> Picture | None:
    """Return a picture of the longest case whose path parts, or None if none does.

    Hidden cases are not drawn: a picture would hand over the place that they start from.
    """
    parted = [f for f in verdict.findings if not f.right and not f.case.hidden and _has_path(f)]
    if not parted:
        return None
    case = max(parted, key=lambda f: len(f.seen["path"]))
    return _draw(case.case.title, json.dumps([case.case.expected["path"], case.seen["path"]]))


def _has_path(finding: Finding) -> bool:
    return "path" in finding.case.expected and "path" in finding.seen


@lru_cache(maxsize=500)  # the same mistake draws the same picture, all through a class
def _draw(title: str, both: str) -> Picture:
    due, got = (np.array(path, dtype=float) for path in json.loads(both))
    names = [f"w[{', '.join(map(str, index))}]" for index in np.ndindex(due.shape[1:])] or ["w"]
    due, got = due.reshape(len(due), -1), got.reshape(len(got), -1)
    worst = sorted(np.argsort(-np.abs(np.nan_to_num(due - got)).max(axis=0))[:MOST])
    first = next(
        (t for t in range(len(due)) if not close(due[t].tolist(), got[t].tolist())), len(due) - 1
    )
    ends = "; ".join(
        f"{names[i]} ends at {due[-1, i]:.3g}, yours at {got[-1, i]:.3g}" for i in worst
    )
    alt = f"The place after each step, {title}: the paths part at step {first}; {ends}."
    # A path that runs off to infinity is cut once it is far from all that was due.
    far = 5 * (float(np.ptp(due)) or 1.0)
    got = np.clip(np.nan_to_num(got), due.min() - far, due.max() + far)
    return Picture(_svg(title, alt, due[:, worst], got[:, worst], [names[i] for i in worst]), alt)


def _svg(
    title: str, alt: str, due: NDArray[np.float64], got: NDArray[np.float64], names: list[str]
) -> str:
    low, high = float(min(due.min(), got.min())), float(max(due.max(), got.max()))
    room = 0.05 * (high - low or 1.0)
    low, high, last = low - room, high + room, max(len(due) - 1, 1)

    def at(step: float, place: float) -> tuple[float, float]:
        across = LEFT + (WIDE - LEFT - RIGHT) * step / last
        return across, ABOVE + (HIGH - ABOVE - BELOW) * (high - place) / (high - low)

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" role="img" '
        f'aria-label="{escape(alt)}" font-family="system-ui, sans-serif" font-size="12" '
        f'fill="{INK["ink"]}">',
        f'<text x="{LEFT}" y="16">{escape(title[:70])}</text>',
        f'<path d="M{LEFT} {ABOVE}V{HIGH - BELOW}H{WIDE - RIGHT}" fill="none" '
        f'stroke="{INK["ink"]}" opacity=".5"/>',
    ]
    for place in _ticks(low, high):
        y = at(0, place)[1]
        lines.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{place:g}</text>')
    for step in sorted({0, last // 2, last}):
        x = at(step, low)[0]
        lines.append(
            f'<text x="{x:.1f}" y="{HIGH - BELOW + 15}" text-anchor="middle">{step}</text>'
        )
    lines.append(f'<text x="{WIDE - RIGHT}" y="{HIGH - 8}" text-anchor="end">step</text>')
    for kind, path in (("due", due), ("got", got)):
        for column in path.T:
            points = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(at, range(len(column)), column))
            style = f'fill="none" stroke="{INK[kind]}" stroke-width="2"{DASHES[kind]}'
            lines.append(f'<polyline points="{points}" {style}/>')
    # Behind the end of what was due, where no line crosses them; two that meet stand apart.
    below = 0.0
    for place, name in sorted(
        (at(last, float(end))[1], name) for name, end in zip(names, due[-1], strict=True)
    ):
        below = max(place, below + LINE)
        lines.append(f'<text x="{WIDE - RIGHT + 6}" y="{below + 4:.1f}">{name}</text>')
    for place, kind in enumerate(("due", "got")):
        x, y = LEFT + 110 * place, HIGH - 12
        style = f'stroke="{INK[kind]}" stroke-width="2"{DASHES[kind]}'
        lines.append(f'<path d="M{x} {y}h24" {style}/><text x="{x + 30}" y="{y + 4}">')
        lines[-1] += f"{WORDS[kind]}</text>"
    return "".join([*lines, "</svg>"])


def _ticks(low: float, high: float) -> list[float]:
    """Return about four round numbers between two."""
    step = 10.0 ** np.floor(np.log10((high - low) / 3))
    step *= next(times for times in (1, 2, 5, 10) if (high - low) / (times * step) <= 5)
    first = int(np.ceil(low / step))
    return [round(step * i, 12) for i in range(first, int(np.floor(high / step)) + 1)]
