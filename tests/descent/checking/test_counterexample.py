"""The duel of two methods on a valley, against what algebra says of its curvatures."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from descent.checking.counterexample import LR, NEAR, STEPS, counterexample, end

START = np.array([2.1, -1.0])


def turned(across: float, along: float) -> Any:
    floor, wall = np.array([1, -1]) / 2**0.5, np.array([1, 1]) / 2**0.5
    return along * np.outer(floor, floor) + across * np.outer(wall, wall)


def test_gradient_descent_flies_off_beyond_the_limit_of_the_rate() -> None:
    limit = 2 / LR
    assert end(np.diag([1.0, 1.2 * limit]), START, "gradient descent") == "flies off"
    assert end(np.diag([1.0, 0.9 * limit]), START, "gradient descent") == "arrives"


def test_gradient_descent_arrives_if_the_flattest_curvature_is_large_enough() -> None:
    # A distance of 1 shrinks by 1 - lr curvature a step.
    slowest = (1 - NEAR["gradient descent"] ** (1 / (STEPS - 9))) / LR
    for factor, word in ((1.02, "arrives"), (0.98, "does not arrive")):
        h = np.diag([factor * slowest, 10.0])
        assert end(h, np.array([1.0, 0.0]), "gradient descent") == word


def test_sign_descent_stalls_where_the_wall_outweighs_the_floor() -> None:
    # Across, w_0 + w_1 jumps between 0.1 and -0.1. Along, w_0 - w_1 falls as long as it pulls more,
    # down to a tenth of the ratio of the curvatures.
    assert end(turned(15.0, 15.0 / 40), START, "sign descent") == "does not arrive"
    assert end(turned(15.0, 15.0 / 8), START, "sign descent") == "does not arrive"
    assert end(turned(15.0, 15.0 / 1.5), START, "sign descent") == "arrives"
    assert end(np.diag([15.0, 15.0 / 40]), START, "sign descent") == "arrives"


@pytest.mark.parametrize(("h", "word"), [
    ([[1, 2], [2, 1]], "no valley"),
    ([[0, 0], [0, 0]], "no valley"),
    ([[1, 1], [0, 1]], "no symmetric matrix"),
])  # fmt: skip
def test_what_is_no_valley_is_not_run(h: Any, word: str) -> None:
    assert counterexample([h], [(START,)])[0][0].startswith(word)


@pytest.mark.parametrize("h", [1.0, [1.0, 2.0], [[1.0]], [[float("nan"), 0], [0, 1]], "steep"])
def test_what_is_no_matrix_is_refused(h: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the caller words it
        counterexample([h], [(START,)])
