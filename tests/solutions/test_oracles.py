"""The answer key walks the paths of torch and optax, wherever their conventions agree.

The libraries' paths are on record (`tests/oracles/record.py`), so neither is needed here.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from solutions import (
    GradientDescent,
    HeavyBall,
    Momentum,
    Nesterov,
    NesterovShifted,
    heavy_ball_lr,
    lookahead_point,
    place_behind,
    running_average_lr,
)
from tests.oracles import problem, record

RECORD = json.loads(record.PATHS.read_text(encoding="utf-8"))
EQUAL, APART = 1e-12, 1e-3


def place(w: Any, _v: Any, _rule: Any) -> Any:
    return w


def ahead(w: Any, v: Any, rule: Nesterov) -> Any:
    return lookahead_point(w, v, rule.lr, rule.beta)


def behind(y: Any, v: Any, rule: NesterovShifted) -> Any:
    return place_behind(y, v, rule.lr, rule.beta)


class Row(NamedTuple):
    """One call on record, the rule of ours it is held against, and what of the rule is read."""

    call: str
    rule: Any
    read: Callable[[Any, Any, Any], Any] = place


AGREE = (
    Row("torch: SGD(lr=0.1)", GradientDescent(0.1)),
    Row("torch: SGD(lr=0.03)", GradientDescent(0.03)),
    Row("torch: SGD(lr=0.1, momentum=0.9)", HeavyBall(0.1, 0.9)),
    Row("torch: SGD(lr=0.1, momentum=0.9)", Momentum(running_average_lr(0.1, 0.9), 0.9)),
    Row("torch: SGD(lr=0.04, momentum=0.7)", HeavyBall(0.04, 0.7)),
    Row("torch: SGD(lr=0.1 * (1 - 0.9), momentum=0.9)", Momentum(0.1, 0.9)),
    Row("torch: SGD(lr=0.1 * (1 - 0.9), momentum=0.9)", HeavyBall(heavy_ball_lr(0.1, 0.9), 0.9)),
    Row("torch: SGD(lr=0.3 * (1 - 0.7), momentum=0.7)", Momentum(0.3, 0.7)),
    Row("torch: SGD(lr=0.1, momentum=0.9, dampening=0.9), momentum_buffer=0", Momentum(0.1, 0.9)),
    Row("torch: SGD(lr=0.1, momentum=0.9, nesterov=True)", NesterovShifted(0.1, 0.9)),
    Row("torch: SGD(lr=0.04, momentum=0.7, nesterov=True)", NesterovShifted(0.04, 0.7)),
    Row("torch: SGD(lr=0.1 * (1 - 0.9), momentum=0.9, nesterov=True)", Nesterov(0.1, 0.9), ahead),
    Row(
        "torch: SGD(lr=0.04, momentum=0.7, nesterov=True)",
        Nesterov(running_average_lr(0.04, 0.7), 0.7),
        ahead,
    ),
    Row("optax: sgd(0.1)", GradientDescent(0.1)),
    Row("optax: sgd(0.1, momentum=0.9)", HeavyBall(0.1, 0.9)),
    Row("optax: sgd(0.04, momentum=0.7)", HeavyBall(0.04, 0.7)),
    Row("optax: sgd(0.1, momentum=0.9, nesterov=True)", NesterovShifted(0.1, 0.9)),
    Row(
        "optax: sgd(0.1, momentum=0.9, nesterov=True)",
        Nesterov(running_average_lr(0.1, 0.9), 0.9),
        ahead,
    ),
    Row("optax: sgd(0.04, momentum=0.7, nesterov=True)", NesterovShifted(0.04, 0.7)),
    Row("optax: chain(ema(0.9, debias=False), scale(-0.1))", Momentum(0.1, 0.9)),
    Row("optax: chain(ema(0.7, debias=False), scale(-0.3))", Momentum(0.3, 0.7)),
)

DIFFER = (
    # The sum and the average at one rate are a factor 1 / (1 - beta) apart.
    Row("torch: SGD(lr=0.1, momentum=0.9)", Momentum(0.1, 0.9)),
    # torch takes the first gradient whole, without the share 1 - beta.
    Row("torch: SGD(lr=0.1, momentum=0.9, dampening=0.9)", Momentum(0.1, 0.9)),
    # optax divides the average by 1 - beta^t unless told not to.
    Row("optax: chain(ema(0.9), scale(-0.1))", Momentum(0.1, 0.9)),
    # The libraries keep the look-ahead point, not the place behind it.
    Row("torch: SGD(lr=0.1 * (1 - 0.9), momentum=0.9, nesterov=True)", Nesterov(0.1, 0.9)),
    Row("optax: sgd(0.1, momentum=0.9, nesterov=True)", NesterovShifted(0.1, 0.9), behind),
)


def walk(rule: Any, read: Callable[[Any, Any, Any], Any] = place) -> np.ndarray:
    """Return what is read of `rule` at the recorded steps."""
    w = problem.flat(*problem.start())
    state, seen = rule.init(w), []
    for step in range(1, RECORD["steps"][-1] + 1):
        w, state = rule.step(w, problem.flat_gradient, state)
        if step in RECORD["steps"]:
            seen.append(read(w, state, rule))
    return np.array(seen)


def name(row: Row) -> str:
    return f"{row.call} ~ {row.rule}"


@pytest.mark.parametrize("row", AGREE, ids=name)
def test_walks_the_path_of(row: Row) -> None:
    apart = np.abs(walk(row.rule, row.read) - RECORD["paths"][row.call])
    assert apart.max(axis=1).tolist() == pytest.approx([0] * len(apart), abs=EQUAL)


@pytest.mark.parametrize("row", DIFFER, ids=name)
def test_differs_by_convention_from(row: Row) -> None:
    assert np.abs(walk(row.rule, row.read) - RECORD["paths"][row.call]).max() > APART


@pytest.mark.parametrize(("lr", "beta"), [(0.1, 0.9), (0.04, 0.7)])
def test_both_nesterov_forms_are_one_method(lr: float, beta: float) -> None:
    shifted, look_ahead = NesterovShifted(lr, beta), Nesterov(running_average_lr(lr, beta), beta)
    assert walk(shifted, behind) == pytest.approx(walk(look_ahead), abs=EQUAL)


def test_every_path_on_record_is_used() -> None:
    assert {row.call for row in AGREE + DIFFER} == set(RECORD["paths"])
    calls = [f"torch: {call}" for call in record.TORCH] + [f"optax: {c}" for c in record.OPTAX]
    assert list(RECORD["paths"]) == calls
    assert tuple(RECORD["steps"]) == record.STEPS


def test_the_versions_on_record_are_those_installed_to_check_it() -> None:
    text = Path(record.__file__).with_name("requirements.txt").read_text(encoding="utf-8")
    pins = dict(line.split("==") for line in text.splitlines() if "==" in line)
    assert {library: pins[library] for library in RECORD["versions"]} == RECORD["versions"]
    assert set(pins) - set(RECORD["versions"]) == {"jaxlib"}


def test_gradient_of_the_problem_is_the_slope_of_its_value() -> None:
    w, h = problem.flat(*problem.start()), 1e-6
    rise = [
        problem.value(*problem.arrays(w + e)) - problem.value(*problem.arrays(w - e))
        for e in h * np.eye(len(w))
    ]
    assert problem.flat_gradient(w) == pytest.approx(np.array(rise) / (2 * h), abs=1e-8)


def test_the_problem_is_as_hard_as_it_says() -> None:
    w, h = problem.flat(*problem.start()), 1e-6
    hessian = np.array(
        [problem.flat_gradient(w + e) - problem.flat_gradient(w - e) for e in h * np.eye(len(w))]
    ) / (2 * h)
    curvatures = np.linalg.eigvalsh((hessian + hessian.T) / 2)
    assert curvatures[0] < -0.5
    assert curvatures[-1] > 0.5
    assert not problem.gradient(*problem.start())[0][2].any()  # exactly zero


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda kept: kept["versions"].update(torch="0.1"), "made with"),
        (lambda kept: kept["paths"].popitem(), "rows and steps"),
        (lambda kept: kept["paths"]["torch: SGD(lr=0.1)"][3].__setitem__(7, 0.5), "away"),
        (lambda kept: kept["paths"]["torch: SGD(lr=0.1)"][3].__setitem__(7, np.nan), "away"),
    ],
)
def test_a_stale_record_is_told(change: Callable[[dict[str, Any]], None], says: str) -> None:
    kept = json.loads(record.write(RECORD))
    assert kept == RECORD
    assert record.trouble(kept, RECORD) == ""
    change(kept)
    assert says in record.trouble(kept, RECORD)
