"""The fixed update against counting."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from solutions.fixed_update import FixedUpdate
from tests.helpers.walk import bowl_slope, places, walk

# w_t from w_0 = 1 at lr = 1/10, whatever the loss.
GOLDEN = {1: 0.9, 2: 0.8, 10: 0.0, 50: -4.0}


@pytest.mark.parametrize("t", GOLDEN)
def test_the_toy_example_is_counting_down(t: int) -> None:
    exact = places(walk(FixedUpdate(Fraction(1, 10)), bowl_slope, Fraction(1), t))[-1]
    assert exact == 1 - Fraction(t, 10)
    assert float(exact) == GOLDEN[t]
    assert places(walk(FixedUpdate(0.1), bowl_slope, 1.0, t))[-1] == pytest.approx(
        GOLDEN[t], abs=1e-14
    )


def test_it_walks_past_the_minimum() -> None:
    heights = [w**2 for w in places(walk(FixedUpdate(0.1), bowl_slope, 1.0, 50))]
    assert heights[10] == pytest.approx(0, abs=1e-28)
    assert heights[20] == pytest.approx(1)
    assert heights[50] == pytest.approx(16)


def test_it_never_asks_for_the_slope() -> None:
    def refuse(at: Any) -> Any:
        raise AssertionError("asked")

    walk(FixedUpdate(), refuse, np.ones(3), 5)


def test_every_coordinate_moves_alike() -> None:
    start = np.array([[1.0, -5.0], [0.0, 100.0]])
    w = places(walk(FixedUpdate(0.25), bowl_slope, start, 8))[-1]
    assert np.array_equal(w, start - 2)


def test_it_needs_no_memory_and_keeps_single_precision() -> None:
    path = walk(FixedUpdate(), bowl_slope, np.ones(2, dtype=np.float32), 3)
    assert {state for _, state in path} == {None}
    assert {w.dtype for w in places(path)} == {np.dtype(np.float32)}
