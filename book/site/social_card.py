"""The picture that stands for the course where somebody links to it."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from book.site.styles import colour
from descent import losses, minimize
from descent.plots import COLOURS
from solutions import Adam, GradientDescent, Momentum

ALT = "Three optimizers go down a valley: gradient descent zigzags, momentum swings, Adam bends"
PAPER, INK = colour("paper"), colour("ink")


def draw_card(path: Path, title: str) -> None:
    """Write a card of 1200 by 630 points, the size that most sites show."""
    valley = losses.ravine(condition=20)
    runs = [
        minimize(rule, valley, steps=60)
        for rule in (GradientDescent(lr=0.09), Momentum(lr=0.2, beta=0.85), Adam(lr=0.4))
    ]
    with mpl.rc_context({"font.family": "DejaVu Serif"}):
        figure = Figure(figsize=(12, 6.3), dpi=100, facecolor=PAPER)
        axes = figure.add_axes((0, 0, 1, 0.7))
        x, y = np.meshgrid(np.linspace(-11, 3, 200), np.linspace(-1.7, 1.7, 200))
        height = valley.value(np.stack([x, y]))
        axes.contour(x, y, height, levels=np.geomspace(0.05, 200, 18), colors=INK, alpha=0.25)
        for run, own in zip(runs, COLOURS, strict=False):
            axes.plot(*run.places.T, color=own, linewidth=4, marker="o", markersize=6)
        axes.set(xlim=(-11, 3), ylim=(-1.7, 1.7))
        axes.axis("off")
        figure.text(0.05, 0.83, title, fontsize=54, color=INK, weight="bold")
        figure.text(0.05, 0.745, "How neural networks learn", fontsize=26, color=INK)
        figure.savefig(path, metadata={"Software": None})
