"""How long RAdam waits, and what Adadelta's epsilon weighs in another unit, read off their runs."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pytest

from solutions import Adadelta, RAdam, rescaled_eps, waiting_steps
from tests.helpers.walk import places, walk


@pytest.mark.parametrize(
    ("beta2", "threshold"), [(0.999, 4), (0.999, 5), (0.9, 4), (0.7, 4), (0.95, 12.5), (0.9, 18)]
)
def test_steps_without_v_grow_with_the_gradient_and_the_others_do_not(
    beta2: float, threshold: float
) -> None:
    waits = waiting_steps(beta2, threshold)
    rule = RAdam(lr=0.1, beta2=beta2, eps=0.0, threshold=threshold)
    small, large = (
        np.diff(places(walk(rule, partial(np.full_like, fill_value=g), np.array(0.0), waits + 1)))
        for g in (1.0, 1000.0)
    )
    assert np.allclose(large[:waits], 1000 * small[:waits])
    assert np.isclose(large[waits], small[waits])


@pytest.mark.parametrize("beta2", [0.6, 0.3, 0.0])
def test_a_wait_without_end_is_refused(beta2: float) -> None:
    with pytest.raises(ValueError, match="beta2 must be so large that rho passes the threshold"):
        waiting_steps(beta2)


@pytest.mark.parametrize("factor", [0.01, 100.0])
def test_adadelta_walks_the_same_path_in_another_unit(factor: float) -> None:
    start = np.array([1.0, -2.0])

    def path(eps: float, unit: float) -> Any:
        # A steep slope, so that epsilon is far below its square in both units.
        moved = walk(Adadelta(eps=eps), lambda w: 1e6 * w / unit**2, unit * start, 50)
        return np.array(places(moved)) / unit

    assert np.allclose(path(rescaled_eps(1e-6, factor), factor), path(1e-6, 1.0), atol=1e-6)
    assert not np.allclose(path(1e-6, factor), path(1e-6, 1.0), atol=1e-3)


@pytest.mark.parametrize(("eps", "factor"), [(-1e-6, 1.0), (1e-6, 0.0), (1e-6, float("nan"))])
def test_no_unit_is_refused(eps: float, factor: float) -> None:
    with pytest.raises(ValueError, match="must be a finite number"):
        rescaled_eps(eps, factor)
