"""What the questions on adaptive methods work out, against algebra and their own notebook."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from course.assemble import assemble
from course.questions import adaptive as facts
from solutions import Adam, GradientDescent

SLOPES = [[3.0, -1.0, -1.0], [12.0] + [-1.0] * 11, [7.0] + [-1.0] * 6]


def test_the_first_steps_are_those_of_the_formulas() -> None:
    due = {
        "Adagrad": 0.1,
        "RMSProp": 0.1 / (1 - 0.99) ** 0.5,
        "Adam": 0.1,
        "Adam, uncorrected": 0.1 * (1 - 0.9) / (1 - 0.999) ** 0.5,
    }
    assert facts.first_step() == pytest.approx(due)


def test_the_rare_word_is_that_of_two_sums_of_squares() -> None:
    way = [sum(k**-0.5 for k in range(1, n + 1)) for n in (100, 10_000)]
    assert facts.rare_word() == pytest.approx(
        {"rate": (10_000 / 100) ** 0.5, "moved": way[0] / way[1]}
    )


@pytest.mark.parametrize("widths", [[64, 32, 10], [5, 7], [2, 3, 4, 5]])
def test_bytes_are_counted_from_the_keys_own_memory(widths: list[int]) -> None:
    weights = sum(a * b + b for a, b in pairwise(widths))
    kept = {
        "gradient descent": 0,
        "momentum": 1,
        "Adagrad": 1,
        "RMSProp": 1,
        "Adam": 2,
        "AMSGrad": 3,
    }
    for method, arrays in kept.items():
        assert facts.state_bytes(method, widths, 4) == 4 * arrays * weights


@pytest.mark.parametrize("slopes", SLOPES)
def test_the_notebook_plays_the_game_that_is_graded(slopes: list[float]) -> None:
    (source,) = (cell.source for cell in assemble("adaptive").cells if "def play" in cell.source)
    names: dict[str, Any] = {"np": np}
    exec(compile(source, "<cell>", "exec"), names)
    for rule in (Adam(lr=0.5, beta1=0.0, beta2=0.9), GradientDescent(lr=0.5)):
        assert names["play"](rule, slopes) == pytest.approx(facts.play(rule, slopes))


@pytest.mark.parametrize(
    "slopes", [3.0, [1.0], [1.0] * 51, [101.0, -1.0], ["a", "b"], [[1.0]] * 3, [float("nan")] * 3]
)
def test_what_is_no_round_of_slopes_is_told_so(slopes: Any) -> None:
    assert facts.fooled({"values": [slopes]})["values"] == [facts.mistakes.UNPLAYABLE]
