"""Which start ends where: known basins, and runs of the answer key."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from descent import losses, minimize
from solutions import HeavyBall
from tests.descent.playground.test_parity import points, script

__all__ = ["script"]  # the fixture

AWAY, LOST = -1, -2


def ends(script: Any, surface: str, racer: dict[str, Any], starts: Any, steps: int) -> Any:
    return script.evaluate(
        """([name, racer, starts, steps]) => {
          const surface = playground.surface(name);
          const state = { steps, noise: 0, seed: 0 };
          return starts.map((start) => playground.endOf(surface, racer, state, start));
        }""",
        [surface, racer, [list(w) for w in starts], steps],
    )


def test_small_steps_end_on_their_own_side_of_a_ridge(script: Any) -> None:
    descent = {"method": "GradientDescent", "lr": 0.01}
    _, ridge, _ = np.sort(np.roots([4.0, 0.0, -6.0, 1.0]).real)  # where the slope is 0, between
    starts = [[ridge - 0.1], [-2.0], [ridge + 0.1], [2.0]]
    assert ends(script, "double_well", descent, starts, 500) == [0, 0, 1, 1]
    starts = [[1.5, 0.3], [-1, 1.5], [1, -0.3], [0.5, 0.0]]
    assert ends(script, "saddle", descent, starts, 1000) == [0, 0, 1, AWAY]


def test_too_large_a_rate_is_lost_from_everywhere_but_the_floor(script: Any) -> None:
    descent = {"method": "GradientDescent", "lr": 0.03}  # more than 2 / 100, less than 2 / 1
    assert ends(script, "ravine", descent, [[-9, 1], [-9, 0], [1, 1e-3]], 500) == [LOST, 0, LOST]


@pytest.mark.parametrize("lr", [0.005, 0.02])
def test_ends_are_those_of_the_key(script: Any, lr: float) -> None:
    loss = losses.himmelblau()
    starts = points(loss)[:30]
    due = []
    for w in starts:
        run = minimize(HeavyBall(lr), loss, w, 300)
        if run.diverged:
            due.append(LOST)
            continue
        away = [np.linalg.norm(run.final - minimum) for minimum in loss.minima]
        due.append(int(np.argmin(away)) if min(away) < 0.2 else AWAY)
    assert len(set(due)) > 1
    assert (
        ends(script, "himmelblau", {"method": "HeavyBall", "lr": lr}, starts.tolist(), 300) == due
    )
