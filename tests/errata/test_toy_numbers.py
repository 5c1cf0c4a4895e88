"""A1 to A9: the worked example L(w) = w^2, w_0 = 1, lr = 0.1, beta = 0.9, redone exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import pytest

from solutions import (
    Adagrad,
    Adam,
    GradientDescent,
    HeavyBall,
    Momentum,
    Nesterov,
    RMSProp,
    running_average_lr,
)
from tests.helpers.errata_runs import path
from tests.helpers.errata_table import TABLE, untold
from tests.helpers.walk import bowl_slope, places, walk

with mpmath.workdps(50):
    LR, BETA, BETA2, EPS = (mpmath.mpf(x) for x in ("0.1", "0.9", "0.999", "1e-8"))


def decimals(digits: str) -> int:
    return len(digits.partition(".")[2])


def rounded(value: Any, digits: str) -> str:
    """Return the exact value to as many decimals as `digits` has."""
    return f"{Decimal(mpmath.nstr(value, 40)):.{decimals(digits)}f}"


@pytest.fixture(scope="module")
def toy() -> dict[str, Any]:
    """Two steps of every method in 50-digit arithmetic, straight from the formulas."""
    with mpmath.workdps(50):
        out: dict[str, Any] = {}
        w, total = mpmath.mpf(1), mpmath.mpf(0)
        for t in (1, 2):
            total += (2 * w) ** 2
            w -= LR * 2 * w / (mpmath.sqrt(total) + EPS)
            out |= {f"Adagrad G_{t}": total, f"Adagrad w_{t}": w}
        w, square = mpmath.mpf(1), mpmath.mpf(0)
        for t in (1, 2):
            square = BETA * square + (1 - BETA) * (2 * w) ** 2
            w -= LR * 2 * w / (mpmath.sqrt(square) + EPS)
            out |= {f"RMSProp E_{t}": square, f"RMSProp w_{t}": w, f"RMSProp g_{t + 1}": 2 * w}
        w, m, v = mpmath.mpf(1), mpmath.mpf(0), mpmath.mpf(0)
        for t in (1, 2):
            m = BETA * m + (1 - BETA) * 2 * w
            v = BETA2 * v + (1 - BETA2) * (2 * w) ** 2
            m_hat, v_hat = m / (1 - BETA**t), v / (1 - BETA2**t)
            w -= LR * m_hat / (mpmath.sqrt(v_hat) + EPS)
            out |= {f"Adam m_{t}": m, f"Adam v_{t}": v, f"Adam w_{t}": w}
            out |= {f"Adam mhat_{t}": m_hat, f"Adam vhat_{t}": v_hat}
        return out


def from_the_key() -> dict[str, float]:
    """The same numbers as the answer key has them, in float64."""
    adagrad = walk(Adagrad(0.1), bowl_slope, np.array(1.0), 2)
    rmsprop = walk(RMSProp(0.1), bowl_slope, np.array(1.0), 2)
    adam = walk(Adam(0.1), bowl_slope, np.array(1.0), 2)
    return {
        "RMSProp E_2": rmsprop[2][1].square,
        "RMSProp w_2": rmsprop[2][0],
        "Adagrad w_2": adagrad[2][0],
        "Adam w_2": adam[2][0],
        "Adam mhat_2": adam[2][1].m / (1 - 0.9**2),
    }


WRONG = {
    "A1": "RMSProp E_2",
    "A2": "RMSProp w_2",
    "A3": "Adagrad w_2",
    "A4": "Adam w_2",
    "A5": "Adam mhat_2",
}


@pytest.mark.parametrize("row", WRONG)
def test_a_digit_of_the_worked_example(row: str, toy: dict[str, Any]) -> None:
    said, due = TABLE[row]["said"], TABLE[row]["due"]
    exact = toy[WRONG[row]]
    assert rounded(exact, said) != said
    assert rounded(exact, due) == due
    assert from_the_key()[WRONG[row]] == pytest.approx(float(exact), abs=1e-14)
    assert untold(row, due, rounded(exact, said)) == []


def test_rounding_on_the_way_does_not_explain_the_digits() -> None:
    # Each line as the notes set it up, with their own rounded inputs.
    square = 0.9 * 0.4 + 0.1 * 1.368**2
    assert untold("A1", f"{square:.6f}") == []
    assert f"{square:.3f}" != TABLE["A1"]["said"]
    place = 0.684 - 0.1 / np.sqrt(square) * 1.368
    assert untold("A2", f"{place:.6f}") == []
    assert f"{place:.3f}" != TABLE["A2"]["said"]
    from_the_wrong_square = 0.684 - 0.1 / np.sqrt(0.490) * 1.368
    assert untold("A2", f"{from_the_wrong_square:.4f}") == []
    assert f"{from_the_wrong_square:.3f}" == "0.489" != TABLE["A2"]["said"]
    assert f"{0.9 - 0.1 / np.sqrt(7.24) * 1.8:.3f}" == "0.833" != TABLE["A3"]["said"]
    adam = 0.9 - 0.1 / np.sqrt(3.62) * 1.894
    assert untold("A4", f"{adam:.5f}") == []
    assert f"{adam:.3f}" == "0.800" != TABLE["A4"]["said"]


RIGHT = {
    "Adagrad G_1": "4",
    "Adagrad w_1": "0.9",
    "Adagrad G_2": "7.24",
    "RMSProp E_1": "0.4",
    "RMSProp w_1": "0.684",
    "RMSProp g_2": "1.368",
    "Adam m_1": "0.2",
    "Adam v_1": "0.004",
    "Adam mhat_1": "2.0",
    "Adam vhat_1": "4.0",
    "Adam w_1": "0.9",
    "Adam m_2": "0.36",
    "Adam v_2": "0.00724",
    "Adam vhat_2": "3.62",
}


def test_all_other_numbers_of_the_example_are_right(toy: dict[str, Any]) -> None:
    assert {name: rounded(toy[name], digits) for name, digits in RIGHT.items()} == RIGHT
    tenth, nine = Fraction(1, 10), Fraction(9, 10)
    descent = places(walk(GradientDescent(tenth), bowl_slope, Fraction(1), 2))
    assert [str(w) for w in descent] == ["1", "4/5", "16/25"]  # 0.8, 0.64
    steps = walk(Momentum(tenth, nine), bowl_slope, Fraction(1), 2, state=Fraction(0))
    assert [float(v) for _, v in steps] == [0, 0.2, 0.376]
    assert [float(w) for w, _ in steps] == [1, 0.98, 0.9424]
    assert float(bowl_slope(steps[1][0])) == 1.96
    assert set(RIGHT.values()) | {"0.8", "0.64", "0.98", "1.96", "0.376", "0.9424"} <= set(
        TABLE["A6"]["right"].split()
    )


def test_epsilon_shows_in_the_tenth_digit(toy: dict[str, Any]) -> None:
    for name in ("Adagrad w_1", "Adam w_1"):
        assert untold("A6", rounded(toy[name], "0.0000000000")) == []


def test_the_rules_read_with_t_from_0_do_not_give_the_example() -> None:
    w, lr, g, eps = Fraction(1), Fraction(1, 10), Fraction(2), Fraction(1, 10**8)
    zero = Fraction(0)  # v_0 = G_0 = m_0 = 0, and w_1 = w_0 - lr v_0 to the letter
    assert w - lr * zero == 1 != Fraction(98, 100)
    adagrad = w - lr * g / (zero + eps)
    assert adagrad == -19_999_999
    assert untold("A7", f"{int(adagrad):,}") == []
    with pytest.raises(ZeroDivisionError):
        zero / (1 - Fraction(9, 10) ** 0)
    # Counted from t = 1, the first memory is v_1 and the example comes out.
    assert path(Momentum(0.1), 1)[1] == pytest.approx(0.98)
    assert path(Adagrad(0.1), 1)[1] == pytest.approx(0.9)
    assert path(Adam(0.1), 1)[1] == pytest.approx(0.9)


def test_text_and_table_of_the_notes_mean_two_rates() -> None:
    text, table = path(Momentum(0.1), 2), path(HeavyBall(0.1), 2)
    assert (f"{text[2]:.4f}", f"{table[2]:.2f}") == ("0.9424", "0.46")
    np.testing.assert_allclose(
        path(Momentum(running_average_lr(0.1, 0.9)), 50), path(HeavyBall(0.1), 50)
    )
    # Nesterov in the table's form is the text's with the rate divided by 1 - beta.
    text, table = path(Nesterov(0.1), 2), path(Nesterov(running_average_lr(0.1, 0.9)), 2)
    assert untold("A8", "0.9424", "0.46", f"{text[2]:.5f}", f"{table[2]:.3f}") == []
    w, v = 1.0, 0.0
    for _ in range(2):
        v = 0.9 * v + 2 * (w - 0.1 * 0.9 * v)
        w = w - 0.1 * v
    assert w == pytest.approx(table[2]) != pytest.approx(text[2])


def test_adam_needs_a_second_beta_that_the_setup_does_not_list() -> None:
    listed = walk(Adam(0.1, beta1=0.9, beta2=0.9), bowl_slope, np.array(1.0), 2)
    used = walk(Adam(0.1, beta1=0.9, beta2=0.999), bowl_slope, np.array(1.0), 2)
    assert f"{used[1][1].v:.3f}" == "0.004" != f"{listed[1][1].v:.3f}"
    assert f"{used[2][1].v:.5f}" == "0.00724" != f"{listed[2][1].v:.5f}"
    assert untold("A9", f"{listed[1][1].v:.1f}", f"{listed[2][1].v:.3f}") == []
