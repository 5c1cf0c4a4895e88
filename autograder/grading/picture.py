"""The picture of a wrong answer: the path that was due beside the path that was taken."""

from __future__ import annotations

import io
import json
from functools import lru_cache

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from descent.checking.verdict import Finding, Verdict
from descent.plots import COLOURS, RC, STYLES

MOST = 2  # coordinates drawn
ALT = "The place after each step: the expected path and the one your answer took."


def paths(verdict: Verdict) -> bytes | None:
    """Return a PNG of the longest case whose path parts, or None if none does.

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
def _draw(title: str, both: str) -> bytes:
    due, got = (np.array(path, dtype=float) for path in json.loads(both))
    names = [f"w[{', '.join(map(str, index))}]" for index in np.ndindex(due.shape[1:])]
    due, got = due.reshape(len(due), -1), got.reshape(len(got), -1)
    gaps = np.abs(np.nan_to_num(due - got)).max(axis=0)
    worst = sorted(np.argsort(-gaps)[:MOST])
    # A path that runs off to infinity is cut once it is far from all that was due.
    far = 5 * (float(np.ptp(due)) or 1.0)
    got = np.clip(np.nan_to_num(got), due.min() - far, due.max() + far)
    # A tight frame would be found by drawing everything twice.
    with mpl.rc_context({**RC, "savefig.bbox": "standard"}):
        figure = Figure(figsize=(6.4, 3.0))
        axes = figure.subplots()
        for coordinate in worst:
            first = coordinate == worst[0]
            axes.plot(due[:, coordinate], STYLES[0], color=COLOURS[0], marker="o",
                      label="expected" if first else None)  # fmt: skip
            axes.plot(got[:, coordinate], STYLES[1], color=COLOURS[1], marker="x",
                      label="yours" if first else None)  # fmt: skip
            axes.annotate(names[coordinate], (0, due[0, coordinate]), xytext=(0, 7),
                          textcoords="offset points", ha="center")  # fmt: skip
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.set(xlabel="step", ylabel="place", title=title)
        axes.legend(frameon=False)
        figure.subplots_adjust(left=0.12, right=0.98, bottom=0.17, top=0.9)
        out = io.BytesIO()
        figure.savefig(out, format="png", dpi=100, facecolor="white")
    return out.getvalue()
