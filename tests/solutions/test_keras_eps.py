"""Adam in Keras's form, with the epsilon that takes the same step."""

from __future__ import annotations

import numpy as np
import pytest

from solutions import Adam, keras_eps


def test_keras_takes_the_same_step_with_the_converted_epsilon() -> None:
    rule, w = Adam(lr=0.1, beta1=0.8, beta2=0.9, eps=0.3), np.array([1.0, -2.0])
    state = rule.init(w)
    for t in range(1, 8):
        after, state = rule.step(w, lambda at: 3 * at, state)
        scale = 0.1 * (1 - 0.9**t) ** 0.5 / (1 - 0.8**t)
        keras = w - scale * state.m / (np.sqrt(state.v) + keras_eps(0.3, 0.9, t))
        assert np.allclose(after, keras, rtol=1e-12)
        w = after


@pytest.mark.parametrize("bad", [(-1.0, 0.9, 1), (0.1, 1.0, 1), (0.1, 0.9, 0)])
def test_bad_arguments_are_refused(bad: tuple[float, float, int]) -> None:
    with pytest.raises(ValueError, match="must be"):
        keras_eps(*bad)
