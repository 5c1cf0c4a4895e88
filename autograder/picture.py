"""The picture of a wrong answer: the path that was due beside the path that was taken."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from descent.plots import COLOURS, RC, STYLES, Picture
from descent.verdict import Finding, Verdict

MOST = 2  # coordinates drawn
ALT = "The place after each step: the expected path and the one your answer took."


def paths(verdict: Verdict) -> bytes | None:
    """Return a PNG of the longest case whose path parts, or None if none does."""
    parted = [
        finding
        for finding in verdict.findings
        if not finding.right and "path" in finding.case.expected and "path" in finding.seen
    ]
    return _draw(max(parted, key=lambda f: len(f.seen["path"]))) if parted else None


def _draw(finding: Finding) -> bytes:
    due = np.array(finding.case.expected["path"], dtype=float)
    got = np.array(finding.seen["path"], dtype=float)
    names = [f"w[{', '.join(map(str, index))}]" for index in np.ndindex(due.shape[1:])]
    due, got = due.reshape(len(due), -1), got.reshape(len(got), -1)
    gaps = np.abs(np.nan_to_num(due - got)).max(axis=0)
    worst = sorted(np.argsort(-gaps)[:MOST])
    # A path that runs off to infinity is cut once it is far from all that was due.
    far = 5 * (float(np.ptp(due)) or 1.0)
    got = np.clip(np.nan_to_num(got), due.min() - far, due.max() + far)
    with mpl.rc_context(RC):
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
        axes.set(xlabel="step", ylabel="place", title=finding.case.title)
        axes.legend(frameon=False)
    return Picture(figure, ALT).png()
