"""A figure in a graded notebook is the one that Jupyter shows, and drawn once."""

from __future__ import annotations

import io
from base64 import b64decode
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from IPython.core import pylabtools
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from autograder.engine import figures

STOCK = pylabtools.print_figure


def labelled(figure: Figure) -> None:
    axes = figure.add_subplot()
    axes.plot([1e6, 3e9, 2e9], label="loss")
    axes.set(xlabel="step", ylabel="a long label of an axis")
    axes.legend()


def beside(figure: Figure) -> None:
    figure.add_subplot().plot([1, 2], label="loss")
    figure.axes[0].legend(loc="upper left", bbox_to_anchor=(1.05, 1))


def edge_to_edge(figure: Figure) -> None:
    figure.add_axes((0, 0, 1, 1)).plot([1, 2])


def four(figure: Figure) -> None:
    figure.set_layout_engine("constrained")
    for axes in figure.subplots(2, 2).flat:
        axes.imshow([[1, 2], [3, 4]])


def clear(figure: Figure) -> None:
    figure.set_facecolor("none")
    figure.text(0.5, 0.5, "words alone")
    figure.add_subplot().axis("off")


def shown(print_figure: Callable[..., Any], draw: Callable[[Figure], None]) -> Any:
    figure = Figure(dpi=80)
    FigureCanvasAgg(figure)
    draw(figure)
    png = b64decode(print_figure(figure, fmt="png", base64=True, bbox_inches="tight"))
    return Image.open(io.BytesIO(png))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Have figures drawn once; an entry for every drawing."""
    found: list[bool] = []
    stock = Figure.draw

    def draw(figure: Any, renderer: Any) -> None:
        found.append(True)
        stock(figure, renderer)

    monkeypatch.setattr(Figure, "draw", draw)
    monkeypatch.setattr(pylabtools, "print_figure", STOCK)
    figures.draw_once()
    return found


@pytest.mark.parametrize("draw", [labelled, beside, edge_to_edge, four, clear])
def test_it_is_what_jupyter_shows(drawn: list[bool], draw: Callable[[Figure], None]) -> None:
    mine = shown(pylabtools.print_figure, draw)
    jupyters = shown(STOCK, draw)
    assert np.abs(np.subtract(mine.size, jupyters.size)).max() <= 1
    # Letters may lie half a pixel beside, and one picture has fewer colours.
    small = [
        np.asarray(picture.convert("RGBA").resize((60, 45)), float) for picture in (mine, jupyters)
    ]
    assert np.abs(small[0] - small[1]).mean() < 3
    assert np.ptp(small[0], axis=(0, 1)).max() > 20  # there is something on it


@pytest.mark.parametrize(("draw", "times"), [(labelled, 1), (four, 1), (clear, 1), (beside, 2)])
def test_it_is_drawn_once_unless_something_lies_outside(
    drawn: list[bool], draw: Callable[[Figure], None], times: int
) -> None:
    shown(pylabtools.print_figure, draw)
    assert len(drawn) == times


@pytest.mark.parametrize(
    ("asked", "beginning"),
    [
        ({"fmt": "svg"}, "<?xml"),
        ({"fmt": "retina"}, b"\x89PNG"),
        ({"fmt": "png", "bbox_inches": None}, b"\x89PNG"),
    ],
)
def test_whatever_else_is_asked_for_is_drawn_as_ever(
    drawn: list[bool], asked: dict[str, Any], beginning: Any
) -> None:
    figure = Figure()
    labelled(figure)
    assert pylabtools.print_figure(figure, **asked).startswith(beginning)
    assert pylabtools.print_figure(figure, *asked.values()).startswith(beginning)


def test_a_figure_with_nothing_on_it_is_not_shown(drawn: list[bool]) -> None:
    assert pylabtools.print_figure(Figure(), fmt="png", base64=True) is None
