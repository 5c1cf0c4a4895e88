"""Pictures of runs, drawn once and right on a light page, a dark page and in print.

Ink takes the colour of the surrounding text. The colours of the runs keep a contrast of at least
3 to 1 against white and against near-black, and each run has a line style of its own, so that
nothing hangs on colour alone.
"""

from __future__ import annotations

import html
import io
import itertools
import re
from collections.abc import Mapping
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from descent.loss import Loss
from descent.minimize import Trajectory

# Four colours of Okabe and Ito (2008, "Color Universal Design") that hold on both backgrounds.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#AA4499")
STYLES = ("-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)))  # one more than the colours
INK = "#000000"
RC = {
    "svg.fonttype": "none",  # real text: smaller, searchable, in the page's own colour
    "svg.hashsalt": "descent",  # the same figure gives the same bytes
    "font.size": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": INK,
    "text.color": INK,
}


class Picture:
    """A finished figure with a description, shown as SVG in a page and as PNG elsewhere."""

    def __init__(self, figure: Figure, alt: str) -> None:
        if not alt.strip():
            raise ValueError("a picture needs a description: alt is empty")
        self.figure = figure
        self.alt = alt

    def svg(self) -> str:
        """Return the figure as an `<svg>` element whose ink is the colour of the text around."""
        out = io.StringIO()
        with mpl.rc_context(RC):
            self.figure.savefig(
                out, format="svg", transparent=True, bbox_inches="tight", metadata={"Date": None}
            )
        svg = out.getvalue()
        svg = svg[svg.index("<svg") :]
        svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
        svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
        # Names of groups would repeat on a page with two figures; names that are used are hashes.
        svg = re.sub(r' id="(?:figure|axes|patch|text|line2d|matplotlib|xtick|ytick)[\w.]*"', "", svg)
        svg = re.sub(r"(stroke|fill): #000000", r"\1: currentColor", svg)
        label = html.escape(self.alt, quote=True)
        style = "max-width: 100%; height: auto"
        head = f'<svg role="img" aria-label="{label}" style="{style}" fill="currentColor" '
        return svg.replace("<svg ", head, 1)

    def png(self) -> bytes:
        """Return the figure as a PNG on white."""
        out = io.BytesIO()
        with mpl.rc_context(RC):
            self.figure.savefig(out, format="png", dpi=120, bbox_inches="tight", facecolor="white")
        return out.getvalue()

    def _repr_mimebundle_(self, **_: object) -> dict[str, str | bytes]:
        return {"text/html": self.svg(), "image/png": self.png(), "text/plain": self.alt}


def contours(loss: Loss, runs: Mapping[str, Trajectory], alt: str) -> Picture:
    """Draw the paths of `runs` over the level lines of a loss of two variables.

    Parameters
    ----------
    loss : Loss
        A landscape of two variables.
    runs : mapping of str to Trajectory
        What to draw, by the name to write beside it.
    alt : str
        What the picture shows, in words, for those who cannot see it.

    Raises
    ------
    ValueError
        If `loss` is not of two variables, or `alt` is empty.
    """
    if len(loss.window) != 2:
        raise ValueError(f"contours needs a loss of two variables, {loss.name} has one: use slope")
    grid = loss.grid()
    height = loss.value(grid) - loss.lowest
    with mpl.rc_context(RC):
        figure = Figure(figsize=(6.4, 4.2))
        axes = figure.subplots()
        top = float(height.max())
        levels = np.geomspace(top * 1e-4, top, 12)
        axes.contour(*grid, height, levels=levels, colors=INK, linewidths=0.6, alpha=0.35)
        for name, run, style in _styled(runs):
            axes.plot(*run.places.T, label=name, marker="o", markersize=2.5, **style)
        starts = np.array([run.places[0] for run in runs.values()] or [loss.start])
        axes.plot(*starts.T, marker="s", color=INK, linestyle="none", label="start")
        axes.plot(*loss.minimum, marker="*", markersize=12, color=INK, linestyle="none")
        axes.annotate("minimum", loss.minimum, textcoords="offset points", xytext=(8, 8))
        axes.set(xlim=loss.window[0], ylim=loss.window[1], xlabel="w[0]", ylabel="w[1]")
        _legend(axes)
    return Picture(figure, alt)


def slope(loss: Loss, runs: Mapping[str, Trajectory], alt: str) -> Picture:
    """Draw the places of `runs` on the curve of a loss of one variable; see `contours`."""
    if len(loss.window) != 1:
        raise ValueError(f"slope needs a loss of one variable, {loss.name} has two: use contours")
    grid = loss.grid()
    with mpl.rc_context(RC):
        figure = Figure(figsize=(6.4, 4.2))
        axes = figure.subplots()
        axes.plot(grid, loss.value(grid), color=INK, linewidth=0.8)
        for name, run, style in _styled(runs):
            axes.plot(run.places, run.losses, label=name, marker="o", markersize=4, **style)
        axes.set(xlim=loss.window[0], xlabel="w", ylabel="loss")
        _legend(axes)
    return Picture(figure, alt)


def loss_curves(runs: Mapping[str, Trajectory], alt: str, lowest: float = 0.0) -> Picture:
    """Draw how far above `lowest` each run stands after each step, on a logarithmic scale.

    Parameters
    ----------
    runs : mapping of str to Trajectory
        What to draw, by name.
    alt : str
        What the picture shows, in words.
    lowest : float, default 0
        The height to measure from, in units of loss.
    """
    with mpl.rc_context(RC):
        figure = Figure(figsize=(6.4, 3.6))
        axes = figure.subplots()
        for name, run, style in _styled(runs):
            gap = np.maximum(run.losses - lowest, np.finfo(float).tiny)
            axes.semilogy(gap, label=name, **style)
        axes.set(xlabel="step", ylabel="loss above the minimum")
        _legend(axes)
    return Picture(figure, alt)


def _styled(runs: Mapping[str, Trajectory]) -> list[tuple[str, Trajectory, dict[str, Any]]]:
    looks = zip(itertools.cycle(COLOURS), itertools.cycle(STYLES), strict=False)
    return [
        (name, run, {"color": colour, "linestyle": style})
        for (name, run), (colour, style) in zip(runs.items(), looks, strict=False)
    ]


def _legend(axes: Axes) -> None:
    if axes.get_legend_handles_labels()[1]:
        axes.legend(frameon=False, loc="best")
