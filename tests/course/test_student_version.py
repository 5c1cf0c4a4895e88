"""What stays with the key is taken out once, for the notebook and for the mistakes alike."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest

import solutions
from course.mistakes.common.changed import changed
from course.student_version import student_version
from solutions import finite_difference

KEY = sorted(Path(solutions.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("file", [f for f in KEY if f.name != "validated.py"], ids=lambda f: f.stem)
def test_nothing_of_the_key_s_own_is_left(file: Path) -> None:
    tree = ast.parse(student_version(file.read_text(encoding="utf-8")))
    called = {ast.unparse(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
    marks = {ast.unparse(m) for n in ast.walk(tree) for m in getattr(n, "decorator_list", ())}
    assert not {"require", "floating"} & called
    assert "validated" not in marks


def test_what_goes_over_several_lines_goes_whole() -> None:
    text = (
        "@validated\nclass A:\n    def f(self, x):\n        require(\n            'é(', x)\n"
        "        if x < 0:\n            raise ValueError(\n                x\n            )\n"
        "        if x > 9:\n            return 9\n        return floating(floating(x) + g(x))\n"
    )
    due = (
        "class A:\n    def f(self, x):\n        if x > 9:\n            return 9\n"
        "        return np.asarray(np.asarray(x, dtype=float) + g(x), dtype=float)\n"
    )
    assert student_version(text) == due


def test_a_mistake_is_made_from_the_student_s_version() -> None:
    # With h = 0 the key complains; a student divides by zero.
    unchanged = changed(finite_difference)
    with np.errstate(all="ignore"):
        assert np.isnan(unchanged(lambda w: float(w[0]), np.array([1.0]), 0.0))


def test_a_mistake_may_use_a_name_that_the_key_does_not_import() -> None:
    made = changed(solutions.heavy_ball_lr, ("lr * (1 - beta)", "twice(lr)"), twice=lambda x: 2 * x)
    assert made(3.0, 0.5) == 6.0
    with pytest.raises(LookupError, match="does not hold 'lr / beta'"):
        changed(solutions.heavy_ball_lr, ("lr / beta", "lr"))
