"""What every optimizer of the key refuses, in words, and what it takes as it comes."""

from __future__ import annotations

import re
from dataclasses import MISSING, fields, replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import solutions
from solutions.validated import CONSTRAINTS, arrays, floating, require
from tests.helpers.walk import places, walk

OPTIMIZERS = sorted(
    {
        value
        for value in vars(solutions).values()
        if isinstance(value, type) and hasattr(value, "step")
    },
    key=lambda cls: cls.__name__,
)
# What the wrappers need, and fields that are no numbers.
PARTS = {
    "rule": solutions.HeavyBall(0.1, 0.8),
    "schedule": lambda k: 0.1 / (k + 1),
    "clip": lambda g: solutions.clip_by_norm(g, 1.0),
}
NOT_NUMBERS = {*PARTS, "layers", "centred"}
START = np.array([[1.0, -2.0], [0.5, 3.0]])  # a matrix, as Muon takes nothing else

NEVER = (-0.1, -1, float("nan"), float("inf"), -float("inf"), "0.1", None, True, False, [0.1], 1j)
SHARES = ("beta", "beta1", "beta2", "rho")
SIZES = ("lr", "eps", "decay", "psi")
# RAdam's factor is the root of a negative number, and w complex, where its threshold is below 4.
WRONG = {
    **{name: (*NEVER, 1, 1.0, 1.5, np.float64(2)) for name in SHARES},
    **dict.fromkeys(SIZES, NEVER),
    "threshold": (*NEVER, 0, 3.9),
}
ENDS = {
    **{name: (0, 0.0, np.nextafter(1, 0)) for name in SHARES},
    **dict.fromkeys(SIZES, (0, 0.0, 1e300)),
    "threshold": (4, 4.0, 5),
}


def make(cls: Any, **hyper: Any) -> Any:
    needed = {f.name: PARTS[f.name] for f in fields(cls) if f.default is MISSING}
    return cls(**needed | hyper)


def numbers(cls: Any) -> list[str]:
    return [field.name for field in fields(cls) if field.name not in NOT_NUMBERS]


every = pytest.mark.parametrize("cls", OPTIMIZERS, ids=lambda cls: cls.__name__)
asking = pytest.mark.parametrize(
    "cls",
    [cls for cls in OPTIMIZERS if cls is not solutions.FixedUpdate],
    ids=lambda cls: cls.__name__,
)
with_memory = pytest.mark.parametrize(
    "cls",
    [cls for cls in OPTIMIZERS if list(arrays(make(cls).init(START)))],
    ids=lambda cls: cls.__name__,
)


# Hyper-parameters.


@every
def test_every_hyper_parameter_has_a_rule(cls: Any) -> None:
    assert set(numbers(cls)) <= set(CONSTRAINTS)
    assert set(numbers(cls)) <= set(WRONG) == set(ENDS)


@pytest.mark.parametrize(
    ("cls", "name", "bad"),
    [
        pytest.param(cls, name, bad, id=f"{cls.__name__}-{name}-{bad!r}")
        for cls in OPTIMIZERS
        for name in numbers(cls)
        for bad in WRONG[name]
    ],
)
def test_a_bad_hyper_parameter_is_named_with_its_value(cls: Any, name: str, bad: Any) -> None:
    feedback = rf"^{name} must be .*, got {re.escape(repr(bad))}$"
    with pytest.raises(ValueError, match=feedback):
        make(cls, **{name: bad})
    with pytest.raises(ValueError, match=feedback):
        replace(make(cls), **{name: bad})


@every
def test_the_ends_of_each_range_are_allowed(cls: Any) -> None:
    for name in numbers(cls):
        for value in ENDS[name]:
            assert getattr(make(cls, **{name: value}), name) == value


@every
def test_numbers_of_numpy_and_fractions_are_numbers(cls: Any) -> None:
    given = {name: getattr(make(cls), name) for name in numbers(cls)}
    due = places(walk(make(cls), np.sin, START, 4))
    rule = make(cls, **{name: np.float64(value) for name, value in given.items()})
    assert np.array_equal(places(walk(rule, np.sin, START, 4)), due)
    make(cls, **{name: Fraction(value) for name, value in given.items()})


@pytest.mark.parametrize("bad", [np.True_, np.array([0.1]), np.array([0.1, 0.2])], ids=repr)
def test_truths_and_arrays_of_numpy_are_no_numbers(bad: Any) -> None:
    with pytest.raises(ValueError, match="lr must be"):
        solutions.GradientDescent(lr=bad)


# The gradient.


@asking
@pytest.mark.parametrize("kind", [np.float64, np.float32])
def test_a_slope_that_is_no_number_is_told(cls: Any, kind: Any) -> None:
    rule, start = make(cls), START.astype(kind)
    g = np.ones_like(start)
    g[1, 0] = np.nan
    with pytest.raises(ValueError, match=r"grad returned NaN: (?s:.*)nan"):
        rule.step(start, lambda w: g, rule.init(start))
    # In the middle of a run, too.
    w, state = walk(rule, np.ones_like, start, 3)[-1]
    with pytest.raises(ValueError, match="grad returned NaN"):
        rule.step(w, lambda w: g, state)


@pytest.mark.parametrize(
    ("start", "slope"),
    [
        (1.0, float("nan")),
        (1.0, np.float32("nan")),
        (np.array(1.0), np.array(np.nan)),
        (np.ones(2), [0.0, float("nan")]),
        (np.ones(2), (float("nan"), 0.0)),
    ],
    ids=["float", "float32", "0-d", "list", "tuple"],
)
def test_no_number_in_whatever_form_is_told(start: Any, slope: Any) -> None:
    with pytest.raises(ValueError, match="grad returned NaN"):
        solutions.GradientDescent().step(start, lambda w: slope, None)


@asking
@pytest.mark.parametrize("shape", [(), (2,), (1, 2), (2, 1), (4,), (2, 2, 1), (3, 2)], ids=str)
def test_a_slope_of_another_shape_is_told(cls: Any, shape: tuple[int, ...]) -> None:
    # Several of these would broadcast, and go wrong in silence.
    rule = make(cls)
    feedback = re.escape(f"grad returned shape {shape} for a place of shape (2, 2)")
    with pytest.raises(ValueError, match=feedback):
        rule.step(START, lambda w: np.ones(shape), rule.init(START))


@pytest.mark.parametrize(
    ("start", "slope", "shape"),
    [(1.0, np.ones(1), "(1,)"), (np.ones(1), 1.0, "()"), (np.ones(3), None, "()")],
    ids=["array for number", "number for array", "nothing"],
)
def test_a_slope_of_another_kind_is_told(start: Any, slope: Any, shape: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"grad returned shape {shape} for a place")):
        solutions.GradientDescent().step(start, lambda w: slope, None)


def test_an_infinite_slope_is_a_slope() -> None:
    w, _ = solutions.GradientDescent().step(np.zeros(2), lambda w: np.array([np.inf, 1]), None)
    assert np.array_equal(w, [-np.inf, -0.1])


@every
def test_a_slope_of_whole_numbers_or_in_a_list_is_a_slope(cls: Any) -> None:
    rule = make(cls)
    due = places(walk(rule, lambda w: np.array([[1.0, -2.0], [0.0, 3.0]]), START, 3))
    for slope in (np.array([[1, -2], [0, 3]]), [[1, -2], [0, 3]], [[1.0, -2.0], [0.0, 3.0]]):
        path = places(walk(rule, lambda w, slope=slope: slope, START, 3))
        assert np.array_equal(path, due)


# The memory.


@with_memory
@pytest.mark.parametrize("shape", [(2, 3), (2, 1), (4,), (2, 2, 1), ()], ids=str)
def test_a_shape_that_changes_between_steps_is_told(cls: Any, shape: tuple[int, ...]) -> None:
    rule = make(cls)
    _, state = rule.step(START, np.sin, rule.init(START))
    feedback = re.escape(f"state is of shape (2, 2), but w is of shape {shape}")
    with pytest.raises(ValueError, match=feedback):
        rule.step(np.ones(shape), np.sin, state)


def test_a_changed_shape_is_told_through_every_wrapper() -> None:
    inner = solutions.Adam(0.1)
    for rule in (
        solutions.Clipped(inner, PARTS["clip"]),
        solutions.Scheduled(inner, PARTS["schedule"]),
        solutions.WithL2(inner, 0.1),
        solutions.Decoupled(solutions.WithL2(solutions.Adam(0.1)).rule, 0.1),
    ):
        _, state = rule.step(START, np.sin, rule.init(START))
        with pytest.raises(ValueError, match=r"state is of shape \(2, 2\), but w is of shape"):
            rule.step(np.ones(3), np.sin, state)


def test_what_has_no_memory_may_change_its_shape() -> None:
    for cls in (solutions.GradientDescent, solutions.FixedUpdate):
        assert cls().step(np.ones(5), np.sin, None)[0].shape == (5,)


# The place.


@every
@pytest.mark.parametrize(
    "kind", [np.int64, np.int8, np.uint8, bool], ids=lambda kind: kind.__name__
)
def test_whole_numbers_become_floats(cls: Any, kind: Any) -> None:
    whole = np.array([[1, 0], [1, 1]], dtype=kind)
    ours, due = (walk(make(cls), np.cos, start, 3) for start in (whole, whole.astype(float)))
    assert np.array_equal(places(ours), places(due))
    kinds = {a.dtype for w, state in ours[1:] for a in (w, *arrays(state))}
    assert kinds | {a.dtype for a in arrays(ours[0][1])} == {np.dtype(float)}
    assert whole.dtype == kind


@every
def test_a_list_is_a_place(cls: Any) -> None:
    due = places(walk(make(cls), np.cos, np.array([[1.0, 2.0], [3.0, 4.0]]), 3))
    assert np.array_equal(places(walk(make(cls), np.cos, [[1, 2], [3, 4]], 3))[1:], due[1:])


@every
def test_single_precision_stays(cls: Any) -> None:
    w, state = walk(make(cls), np.sin, START.astype(np.float32), 5)[-1]
    assert {w.dtype, *(a.dtype for a in arrays(state))} == {np.dtype(np.float32)}


@every
def test_the_checks_leave_signature_and_words_alone(cls: Any) -> None:
    assert cls.step.__name__ == "step"
    assert cls.init.__doc__.startswith("Return")
    assert cls.step.__doc__.startswith("Return")


# The checks themselves.


@pytest.mark.parametrize(
    ("given", "due"),
    [(3, 3.0), (True, 1.0), (np.int8(3), 3.0), ([1, 2], [1.0, 2.0]), (np.array(3), 3.0)],
    ids=repr,
)
def test_floating_promotes(given: Any, due: Any) -> None:
    assert np.array_equal(floating(given), due)
    assert np.asarray(floating(given)).dtype == np.float64


def test_floating_leaves_what_is_exact_or_floating() -> None:
    for kept in (Fraction(1, 3), np.float32(1), np.ones(2, dtype=np.float32)):
        assert floating(kept) is kept


def test_require_takes_an_error_for_a_no() -> None:
    require("x", 3, lambda x: x > 2, "above 2")
    for bad in (1, "3", None, [3], 1j, True):
        with pytest.raises(ValueError, match=rf"^x must be above 2, got {re.escape(repr(bad))}$"):
            require("x", bad, lambda x: x > 2, "above 2")
