"""What is lent to an answer, made of plain data, and what it refuses."""

from __future__ import annotations

import numpy as np
import pytest

from descent.checking.inputs import BudgetSpentError, given


def test_a_height_too_many_and_a_draw_too_many_are_told() -> None:
    loss = given({"loss": {"curvature": [2.0], "centre": [0.0], "most": 1}})
    assert loss(np.array([3.0])) == 9
    with pytest.raises(BudgetSpentError, match="more than 1 heights"):
        loss(np.array([3.0]))
    with pytest.raises(ValueError, match=r"an array of shape \(\), but places are of shape \(1,\)"):
        given({"loss": {"curvature": [2.0], "centre": [0.0]}})(3.0)
    draw = given({"draws": [[1.0], [2.0]]})
    assert [float(draw()[0]), float(draw()[0])] == [1, 2]
    with pytest.raises(BudgetSpentError, match="more than 2 times"):
        draw()
