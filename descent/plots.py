"""Pictures of runs, drawn once and right on a light page, a dark page and in print.

Ink takes the colour of the surrounding text. Runs differ by line style as well as by colour, and
every colour keeps a contrast of at least 3 to 1 against white and against near-black.

matplotlib is imported when the first picture is drawn: checks need none, and in a page it would be
half of what is fetched.
"""

from __future__ import annotations

import hashlib
import html
import io
import itertools
import re
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from descent.loss import Loss
from descent.minimize import Trajectory
from descent.svg import INK, tidy

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Four colours of Okabe and Ito (2008, "Color Universal Design") that hold on both backgrounds.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#AA4499")
STYLES = ("-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)))  # one more than the colours
MOST_DOTS = 600  # of all paths in a picture; more run together, and make its file large
Drawn = TypeVar("Drawn")
WIDTH = 4.6  # inches; on a telephone the text is then still 10 pixels high
RC: dict[Any, Any] = {
    "svg.fonttype": "none",  # real text: smaller, searchable, in the page's own colour
    "svg.hashsalt": "descent",  # the same figure gives the same bytes
    "font.size": 10.5,  # the 14 pixels of a caption, where there is room for WIDTH
    "font.sans-serif": ["DejaVu Sans"],  # the one that comes with matplotlib
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": INK,
    "text.color": INK,
    "legend.frameon": False,
    "savefig.bbox": "tight",
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
        import matplotlib as mpl

        out = io.StringIO()
        with mpl.rc_context(RC):
            self.figure.savefig(out, format="svg", transparent=True, metadata={"Date": None})
        svg = "<svg" + out.getvalue().split("<svg", 1)[1]
        # A style element inside a page would hold for the whole page; what it says is said below.
        svg = re.sub(r"<(metadata|style)\b.*?</\1>|<!--.*?-->", "", svg, flags=re.DOTALL)
        # Two figures of a page must not share a name: the second would borrow the first's shapes.
        mark = hashlib.sha256((self.alt + svg).encode()).hexdigest()[:8]
        svg = tidy(svg, mark)
        label = html.escape(self.alt, quote=True)
        style = "max-width: 100%; height: auto; stroke-linejoin: round; font-family: inherit"
        head = f'<svg role="img" aria-label="{label}" style="{style}" fill="currentColor" '
        svg = re.sub(r"\n\s*", "\n", svg.replace("<svg ", head, 1))
        return svg.replace("</tspan>\n<tspan", "</tspan><tspan")  # a new line would be a space

    def png(self) -> bytes:
        """Return the figure as a PNG on white."""
        import matplotlib as mpl

        out = io.BytesIO()
        with mpl.rc_context(RC):
            self.figure.savefig(out, format="png", dpi=120, facecolor="white")
        return out.getvalue()

    def _repr_mimebundle_(self, **_: object) -> dict[str, str | bytes]:
        return {"text/html": self.svg(), "image/png": self.png(), "text/plain": self.alt}


def contours(
    loss: Loss,
    runs: Mapping[str, Trajectory],
    alt: str,
    title: str = "",
    points: Mapping[str, ArrayLike] | None = None,
) -> Picture:
    """Draw the paths of `runs` over the level lines of a loss of two variables.

    From one level line to the next but three, the height above the minimum grows tenfold.

    Parameters
    ----------
    loss : Loss
        A landscape of two variables.
    runs : mapping of str to Trajectory
        What to draw, by the name to write in the legend.
    alt, title : str
        What the picture shows, in words, for those who cannot see it; and what to look at.
    points : mapping of str to array of shape (n, 2), optional
        Places that no run joins, such as those of a random search.

    Raises
    ------
    ValueError
        If `loss` is not of two variables, or `alt` is empty.
    """
    if len(loss.window) != 2:
        raise ValueError(f"contours needs a loss of two variables, {loss.name} has one: use slope")
    grid = loss.grid(120)
    height = loss.value(grid) - loss.lowest
    levels = 10 ** (np.ceil(4 * np.log10(height.max())) / 4 - np.arange(16, 0, -1) / 4)
    dots = "." if sum(len(run.places) for run in runs.values()) <= MOST_DOTS else ""
    with _canvas(3.4) as (figure, axes):
        axes.contour(*grid, height, levels=levels, colors=INK, linewidths=0.6, alpha=0.4)
        for name, run, style in _styled(runs):
            axes.plot(*run.places.T, label=name, marker=dots, **style | {"linewidth": 1.2})
        for name, places in (points or {}).items():
            axes.plot(*np.transpose(places), "x", label=name, color=INK, markersize=5)
        starts = np.unique([run.places[0] for run in runs.values()] or [loss.start], axis=0)
        axes.plot(*starts.T, "s", color=INK, label="start")
        axes.plot(*loss.minimum, "*", color=INK, markersize=11, label="minimum")
        axes.set(xlim=loss.window[0], ylim=loss.window[1], xlabel="w[0]", ylabel="w[1]")
        _explain(figure, axes, title)
    return Picture(figure, alt)


def slope(loss: Loss, runs: Mapping[str, Trajectory], alt: str, title: str = "") -> Picture:
    """Draw the places of `runs` on the curve of a loss of one variable; see `contours`."""
    _one_variable(loss, "slope")
    with _canvas(3.4) as (figure, axes):
        axes.plot(loss.grid(), loss.value(loss.grid()), color=INK, linewidth=0.8)
        axes.set_ylim(axes.get_ylim())  # the landscape sets the frame, not a run that leaves it
        for name, run, style in _styled(runs):
            axes.plot(run.places, run.losses, label=name, marker="o", markersize=4, **style)
        axes.set(xlim=loss.window[0], xlabel="w", ylabel="loss")
        _explain(figure, axes, title)
    return Picture(figure, alt)


def places(loss: Loss, runs: Mapping[str, Trajectory], alt: str, title: str = "") -> Picture:
    """Draw where each run on a loss of one variable stands after each step; see `contours`."""
    _one_variable(loss, "places")
    with _canvas(3.0) as (figure, axes):
        axes.axhline(float(loss.minimum), color=INK, linewidth=0.6, alpha=0.6)
        for name, run, style in _styled(runs):
            axes.plot(run.places, label=name, **style)
        axes.set(xlabel="step", ylabel="w")
        _explain(figure, axes, title)
    return Picture(figure, alt)


def loss_curves(
    runs: Mapping[str, Trajectory], alt: str, lowest: float = 0.0, title: str = ""
) -> Picture:
    """Draw how far each run stands above the height `lowest` after each step; see `contours`."""
    with _canvas(3.0) as (figure, axes):
        for name, run, style in _styled(runs):
            gap = run.losses - lowest
            # A run that has arrived or flown off ends; it must not stretch the axis without end.
            axes.semilogy(np.where((gap > 1e-99) & (gap < 1e99), gap, np.nan), label=name, **style)
        axes.set(xlabel="step", ylabel="loss above the minimum")
        _explain(figure, axes, title)
    return Picture(figure, alt)


def curves(
    lines: Mapping[str, tuple[ArrayLike, ArrayLike]],
    alt: str,
    x: str,
    y: str,
    logarithmic: str = "",
    title: str = "",
) -> Picture:
    """Draw lines through points, for what is no run: a measurement against what was varied.

    Parameters
    ----------
    lines : mapping of str to (x, y)
        Two rows of numbers of one length for each line, by the name to write in the legend.
    alt, title : str
        As in `contours`.
    x, y : str
        What the axes show, with the unit if there is one.
    logarithmic : str, default ""
        Which axes have a logarithmic scale: "", "x", "y" or "xy".
    """
    with _canvas(3.2) as (figure, axes):
        for name, (across, up), style in _styled(lines):
            # Where points are few, the eye should see which were measured.
            axes.plot(across, up, label=name, marker="." if np.size(up) <= 30 else None, **style)
        if "x" in logarithmic:
            axes.set_xscale("log")
        if "y" in logarithmic:
            axes.set_yscale("log")
        axes.set(xlabel=x, ylabel=y)
        _explain(figure, axes, title)
    return Picture(figure, alt)


@contextmanager
def _canvas(tall: float) -> Iterator[tuple[Figure, Axes]]:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(RC):
        figure = Figure(figsize=(WIDTH, tall), layout="constrained")
        yield figure, figure.subplots()


def _one_variable(loss: Loss, plot: str) -> None:
    if len(loss.window) != 1:
        raise ValueError(f"{plot} needs a loss of one variable, {loss.name} has two: use contours")


def _styled(runs: Mapping[str, Drawn]) -> list[tuple[str, Drawn, dict[str, Any]]]:
    # Each line is thinner than the one before it, so that paths that coincide can both be seen.
    looks = zip(runs.items(), itertools.cycle(COLOURS), itertools.cycle(STYLES), strict=False)
    return [
        (name, run, {"color": c, "linestyle": line, "linewidth": max(2.6 - 0.5 * k, 1.1)})
        for k, ((name, run), c, line) in enumerate(looks)
    ]


def _explain(figure: Figure, axes: Axes, title: str) -> None:
    """Put title and legend above the axes, where they hide no path."""
    from matplotlib.font_manager import FontProperties

    if axes.get_legend_handles_labels()[1]:
        head = figure.legend(loc="outside upper left", ncols=2, alignment="left")
        head.set_title(textwrap.fill(title, 50), FontProperties(weight="bold"))
    figure.draw_without_rendering()  # lay it out once: each drawing would shift it a little more
    figure.set_layout_engine("none")
