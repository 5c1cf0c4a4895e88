"""A shortened figure shows what the long one does: each line goes through the same places."""

from __future__ import annotations

import re

import numpy as np
import pytest
from numpy.typing import NDArray

from descent.svg import tidy

Line = NDArray[np.float64]


def path(d: str) -> str:
    found = re.search(r'd="([^"]*)"', tidy(f'<path d="{d}" style="fill: none"/>', "x"))
    assert found
    return found[1]


def places(d: str) -> list[Line]:
    """The places of a path of relative steps, as a browser reads it."""
    lines = []
    for line in re.findall(r"M[^M]*", d):
        numbers = [float(n) for n in re.findall(r"-?\d*\.\d+|-?\d+", line)]
        lines.append(np.cumsum(np.reshape(numbers, (-1, 2)), axis=0))
    return lines


def distances(points: Line, line: Line) -> Line:
    """How far each point is from a line of segments."""
    start, along = line[:-1], np.diff(line, axis=0)
    length = np.maximum((along**2).sum(axis=1), 1e-12)
    apart = points[:, None] - start
    share = np.clip((apart * along).sum(axis=2) / length, 0, 1)
    nearest = start + share[..., None] * along
    return np.asarray(np.sqrt(((points[:, None] - nearest) ** 2).sum(axis=2)).min(axis=1))


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("M1 2 \nL3 4 \nL3 6 \nz\n", "M1 2l2 2 0 2z"),
        ("M0 0 \nL0 3.5 \n", "M0 0l0 3.5"),
        ("M10 1 L9.5 .5 L9.61 .5", "M10 1l-.5-.5 .1 0"),
        ("M5 5 L5 5", "M5 5l0 0"),  # a dot, where the line has round ends
        ("M5 5", "M5 5"),
        ("M0 0L1 0L2 0L3 0L3 1M7 7L8 7", "M0 0l3 0 0 1M7 7l1 0"),
        ("M0 0L2 0L1 0L1 1", "M0 0l2 0-1 0 0 1"),  # there and back
        ("M0 0L2 0L0 0", "M0 0l2 0-2 0"),
        ("M0 1.50 \nC1 2.25 3 4 5 6.04 \nz", "M0 1.5C1 2.2 3 4 5 6z"),
    ],
)
def test_a_path_is_written_by_its_steps(long: str, short: str) -> None:
    assert path(long) == short


@pytest.mark.parametrize("seed", range(20))
def test_no_line_strays_from_its_places(seed: int) -> None:
    random = np.random.default_rng(seed)
    angle = np.cumsum(random.normal(0, (0.02, 0.3, 2)[seed % 3], 500))
    steps = random.choice([0.02, 0.3, 5.0], 500)[:, None] * np.c_[np.cos(angle), np.sin(angle)]
    line = 100 + np.cumsum(steps, axis=0)
    (found,) = places(path("M" + "L".join(f"{x:.6f} {y:.6f} \n" for x, y in line)))
    assert len(found) < len(line)
    # Half a tenth by rounding in each direction, and half a tenth by what was left out.
    assert distances(line, found).max() < 0.05 * np.sqrt(2) + 0.05 + 1e-9
    assert distances(found, line).max() < 0.05 * np.sqrt(2) + 1e-9
    assert abs(found[[0, -1]] - line[[0, -1]]).max() < 0.05 + 1e-9


def test_a_label_that_is_not_turned_needs_no_turn() -> None:
    assert tidy('<text x="1.23" transform="rotate(-0 44.18 226.72)">', "x") == '<text x="1.2">'
    turned = '<text transform="rotate(-90 44.18 226.72)">'
    assert tidy(turned, "x") == turned
