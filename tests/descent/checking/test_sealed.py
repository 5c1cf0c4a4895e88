"""Results by hand are recognised to one unit in the last digit, and only all of them together."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from course.questions import TASKS
from descent.checking.sealed import BITS, LENGTH, ROUNDS, bits, near, number, rounded, seal, snapped
from tests.helpers.asked import BY_NAME, public_question

SEALED = ("first_step", "toy_velocity", "toy_squares", "toy_adam", "toy_further", "toy_scaled")


@pytest.mark.parametrize(("given", "value"), [
    ("9/10", Fraction(9, 10)), (" 0.9 ", Fraction(9, 10)), ("\N{MINUS SIGN}3", -3), ("- 3", -3),
    ("1e-3", Fraction(1e-3)), (2, 2), (0.5, Fraction(1, 2)),
])  # fmt: skip
def test_a_number_is_read(given: Any, value: Any) -> None:
    assert number(given) == value


@pytest.mark.parametrize("given", ["", "far", "1/0", "1e999", float("nan"), float("inf"), None])
def test_what_is_no_number_is_told(given: Any) -> None:
    with pytest.raises(ValueError, match=r"is not a number$"):
        number(given)


def test_a_comma_is_told() -> None:
    with pytest.raises(ValueError, match="write a point and no comma"):
        number("0,5")


@pytest.mark.parametrize(("said", "right"), [
    ("0.124", True), ("0.123", True), ("0.125", True), ("0.1256", False), ("0.122", False),
    ("-0.124", False),
])  # fmt: skip
def test_one_unit_in_the_last_digit_is_given(said: str, right: bool) -> None:
    due = rounded(Fraction("0.1241"), 3)
    assert (due in near(number(said), 3)) is right
    assert (snapped([number(said)], [3], [due % 3]) == [due]) is right


@pytest.mark.parametrize("said", ["16.4", "15", "17"])
def test_a_count_is_exact(said: str) -> None:
    assert snapped([number(said)], [0], [16 % 3]) != [16]
    assert snapped([number("16")], [0], [16 % 3]) == [16]


def test_what_is_sealed_cannot_be_found_by_trying() -> None:
    """All that the numbers may be, each time through every round: years on any one machine."""
    committed = [t for tasks in TASKS.values() for t in tasks if t.kind == "value"]
    assert {t.name for t in committed if public_question(t).sealed} == set(SEALED)
    blocks_a_second = 1e9  # of SHA-256, 64 bytes each
    assert 2**BITS * ROUNDS * LENGTH / 64 / blocks_a_second > 2 * 365 * 24 * 3600
    assert bits([16, 41, 15, 8660]) < BITS, "few and small numbers are for the grader alone"
    assert seal("one", [1, 2]) != seal("another", [1, 2])


@pytest.mark.parametrize("name", SEALED)
def test_the_kit_says_nothing_of_an_entry_by_itself(name: str) -> None:
    question = public_question(BY_NAME[name])
    assert not any(case.expected or case.wrong for case in question.cases)
    assert question.sealed is not None
    assert set(question.sealed.rests) <= {0, 1, 2}
