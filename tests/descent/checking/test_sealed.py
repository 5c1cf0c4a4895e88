"""Results by hand are recognised to one unit in the last digit, and read in the usual ways."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from descent.checking.sealed import fits, number, rounded, seal


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
    sealed = seal("entry", rounded(Fraction("0.1241"), 3))
    assert fits("entry", number(said), 3, sealed) is right
    assert not fits("another entry", number(said), 3, sealed), "the same number is sealed otherwise"
