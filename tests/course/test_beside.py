"""What is asked besides tells apart what is alike as long as slopes keep their signs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.task import Task
from descent.checking.inputs import Oracle
from solutions import Adagrad
from tests.helpers.asked import BY_NAME, examined, public_question

# A fixed update looks at no slope.
RULES = [t for t in BY_NAME.values() if t.kind == "optimizer" and t.name != "FixedUpdate"]


@pytest.mark.parametrize("task", RULES, ids=lambda task: task.name)
def test_every_slope_changes_its_sign(task: Task) -> None:
    for case in public_question(task).beside:
        inputs, path = case.inputs, np.array(task.seen(task.right, case)["path"])
        slope = Oracle(inputs["curvature"], inputs["centre"], inputs.get("tilt", 0.0))
        signs = np.sign([slope(w) for w in path[:-1]])
        uphill = np.array(inputs["curvature"]) > 0  # else there is none, or it leads away for ever
        assert uphill.any()
        assert (signs != signs[0]).any(axis=0)[uphill].all()


class Sizes(Adagrad):
    """The sum of the sizes in the place of the root of the sum of squares."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        g = grad(w)
        G = state + abs(g)
        return w - self.lr * g / (G + self.eps), G


class Sum(Adagrad):
    """The same, but for signs: opposite gradients cancel."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        g = grad(w)
        G = state + g
        return w - self.lr * g / (abs(G) + self.eps), G


def test_a_sum_of_sizes_is_not_called_the_size_of_a_sum() -> None:
    task = BY_NAME["Adagrad"]
    sizes, of_sum = (examined(task, public_question(task), rule) for rule in (Sizes, Sum))
    names = [verdict.mistake and verdict.mistake.name for verdict in (sizes, of_sum)]
    assert names == [None, "the square of the sum"]
    assert sizes.symptoms
