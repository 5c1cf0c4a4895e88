"""The worked toy example, for every optimizer: the key against `tests/helpers/exact.py`."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from typing import Any, NamedTuple

import numpy as np
import pytest

import solutions as key
from solutions.schedule_free import ScheduleFreeState
from tests.helpers import exact
from tests.helpers.exact import DECAY, EPS, LR, STEPS, descend, scheduled, two_places
from tests.helpers.walk import bowl_slope, places, walk

PRINTED = (1, 2, 10, 50)
CLOSE = 1e-12


class Row(NamedTuple):
    """A rule of the key, what is due, and w_1, w_2, w_10 and w_50 as they are printed."""

    rule: Any
    due: Callable[[], list[Any]]
    printed: str = ""


def clipped(g: Any) -> Any:
    return key.clip_by_norm(g, 1.0)


DESCENT = key.GradientDescent(0.1)
RADAM = "0.800000000000 0.621052631579"
ROWS = {
    "gradient descent": Row(
        DESCENT,
        lambda: [Fraction(4, 5) ** t for t in range(STEPS + 1)],
        "0.800000000000 0.640000000000 0.107374182400 1.42724769271e-5",
    ),
    "fixed update": Row(
        key.FixedUpdate(0.1),
        lambda: [1 - t * LR for t in range(STEPS + 1)],
        "0.900000000000 0.800000000000 0.0 -4.00000000000",
    ),
    "momentum": Row(
        key.Momentum(0.1, 0.9),
        lambda: two_places(LR * (1 - exact.BETA), ahead=False),
        "0.980000000000 0.942400000000 0.307119761101 0.0739376181297",
    ),
    "heavy ball": Row(
        key.HeavyBall(0.1, 0.9),
        lambda: two_places(LR, ahead=False),
        "0.800000000000 0.460000000000 0.00439987060000 -0.0304984291391",
    ),
    "Nesterov": Row(
        key.Nesterov(0.1, 0.9),
        lambda: two_places(LR * (1 - exact.BETA)),
        "0.980000000000 0.942760000000 0.338508347169 0.0464974577807",
    ),
    "Nesterov, summed": Row(
        key.Nesterov(key.running_average_lr(0.1, 0.9), 0.9),
        lambda: two_places(LR),
        "0.800000000000 0.496000000000 -0.0404383698281 -0.000159431907795",
    ),
    "Nesterov, shifted": Row(
        key.NesterovShifted(0.1, 0.9),
        lambda: two_places(LR, read="y"),
        "0.620000000000 0.222400000000 0.0513607356629 -4.70824778430e-5",
    ),
    "Adagrad": Row(
        key.Adagrad(0.1),
        lambda: descend(exact.adagrad),
        "0.900000000500 0.833103527566 0.553731201601 0.137083082101",
    ),
    "RMSProp": Row(
        key.RMSProp(0.1, 0.9),
        lambda: descend(exact.rmsprop),
        "0.683772238983 0.498870613507 0.0321170812160 2.89520929125e-18",
    ),
    "RMSProp, exact.centred, eps 0.1": Row(
        key.RMSProp(0.1, 0.9, eps=0.1, centred=True), lambda: descend(exact.centred)
    ),
    "Adam": Row(
        key.Adam(0.1),
        lambda: descend(exact.adam),
        "0.900000000500 0.800412228692 0.0762491556069 -0.00481822322266",
    ),
    "Adam with L2": Row(
        key.AdamL2(0.1, decay=0.01),
        lambda: descend(exact.adam, penalty=DECAY),
        "0.900000000498 0.800412228687 0.0762491555820 -0.00481822324155",
    ),
    "AdamW": Row(
        key.AdamW(0.1, decay=0.01),
        lambda: descend(exact.adamw),
        "0.899000000500 0.798519027169 0.0716954970880 -0.00651655197165",
    ),
    "AMSGrad": Row(key.AMSGrad(0.1), lambda: descend(exact.amsgrad)),
    "Adadelta": Row(
        key.Adadelta(1.0, 0.9, 1e-6),
        lambda: descend(partial(exact.adadelta, eps=Fraction(1, 10**6))),
        "0.996837726293 0.993598174078 0.966597055414 0.826050069241",
    ),
    "Adadelta, eps 1e-8": Row(
        key.Adadelta(1.0, 0.9, 1e-8),
        lambda: descend(partial(exact.adadelta, eps=EPS)),
        "0.999683772238 0.999359378011 0.996628339702 0.981444194955",
    ),
    "Nadam": Row(
        key.Nadam(0.1),
        lambda: descend(exact.nadam),
        "0.852631579684 0.741697159909 0.0613640945436 -0.00632670458883",
    ),
    "Nadam, scheduled": Row(
        key.NadamScheduled(0.1, psi=0.004),
        lambda: descend(partial(exact.nadam, mu=cache(exact.rising))),
        "0.894354822693 0.819973070633 0.323364019402 0.00200843974039",
    ),
    "RAdam": Row(
        key.RAdam(0.1),
        lambda: descend(partial(exact.radam, threshold=4)),
        f"{RADAM} 0.305763386566 0.0460474032727",
    ),
    "RAdam, threshold 5": Row(
        key.RAdam(0.1, threshold=5.0),
        lambda: descend(partial(exact.radam, threshold=5)),
        f"{RADAM} 0.187534781549 0.00772595467797",
    ),
    "LAMB": Row(
        key.LAMB(0.1, eps=1e-8),
        lambda: descend(partial(exact.lamb, decay=Fraction(0))),
        "0.900000000000 0.810000000000 0.348678440100 0.00515377520732",
    ),
    "LAMB with decay": Row(
        key.LAMB(0.1, eps=1e-8, decay=0.01),
        lambda: descend(partial(exact.lamb, decay=DECAY)),
        "0.900000000000 0.810000000000 0.348678440100 0.00515377520732",
    ),
    "Lion": Row(key.Lion(0.1, 0.9, 0.999), lambda: descend(exact.lion)),
    "schedule-free": Row(key.ScheduleFree(0.1, 0.9), exact.schedule_free),
    "step decay": Row(
        key.Scheduled(DESCENT, key.step_decay(0.1, 0.5, 10)),
        lambda: scheduled(lambda k: LR / 2 ** (k // 10)),
        "0.800000000000 0.640000000000 0.107374182400 0.0153454001323",
    ),
    "cosine": Row(
        key.Scheduled(DESCENT, key.cosine(0.1, 50)),
        lambda: scheduled(lambda k: exact.half_cosine(Fraction(k, 50))),
        "0.800000000000 0.640157861726 0.115003599781 0.00394763767683",
    ),
    "warm restarts": Row(
        key.Scheduled(DESCENT, key.warm_restarts(0.1, 10)),
        lambda: scheduled(exact.restarted),
        "0.800000000000 0.643915478696 0.302345460141 0.000806352995009",
    ),
    "warm-up": Row(
        key.Scheduled(DESCENT, key.warm_up(0.1, 5)),
        lambda: scheduled(lambda k: LR * min(k + 1, 5) / 5),
        "0.960000000000 0.883200000000 0.171143709327 2.27489009740e-5",
    ),
    "clipped": Row(
        key.Clipped(DESCENT, clipped),
        lambda: descend(lambda past: LR * min(past.slopes[-1], Fraction(1))),
        "0.900000000000 0.800000000000 0.163840000000 2.17780714829e-5",
    ),
}
every_row = pytest.mark.parametrize("name", ROWS)

# Rules without a root or a cosine, which also run in rational numbers from start to end.
F = Fraction
RATIONAL = {
    "gradient descent": (key.GradientDescent(LR), None),
    "fixed update": (key.FixedUpdate(LR), None),
    "momentum": (key.Momentum(LR, exact.BETA), F(0)),
    "heavy ball": (key.HeavyBall(LR, exact.BETA), F(0)),
    "Nesterov": (key.Nesterov(LR, exact.BETA), F(0)),
    "Nesterov, summed": (key.Nesterov(LR / (1 - exact.BETA), exact.BETA), F(0)),
    "Nesterov, shifted": (key.NesterovShifted(LR, exact.BETA), F(0)),
    "schedule-free": (key.ScheduleFree(LR, exact.BETA), ScheduleFreeState(F(1), 0)),
    "step decay": (key.Scheduled(key.GradientDescent(), key.step_decay(LR, F(1, 2), 10)), None),
    "warm-up": (key.Scheduled(key.GradientDescent(), key.warm_up(LR, 5)), None),
}


@cache
def due(name: str) -> list[Any]:
    return ROWS[name].due()


def floats(rule: Any) -> list[float]:
    return [float(w) for w in places(walk(rule, bowl_slope, np.array(1.0), STEPS))]


def test_every_optimizer_of_the_key_has_a_row() -> None:
    known = {value for value in vars(key).values() if hasattr(value, "step")}
    # Muon takes matrices only; the two places of the decay are those of AdamL2 and AdamW.
    elsewhere = {key.Muon, key.WithL2, key.Decoupled}
    assert known - elsewhere == {type(row.rule) for row in ROWS.values()}


@every_row
def test_the_key_walks_the_exact_path(name: str) -> None:
    for t, (w, wanted) in enumerate(zip(floats(ROWS[name].rule), due(name), strict=True)):
        assert abs(w - wanted) <= CLOSE * max(1, abs(wanted)), f"w_{t} is {w}, due {wanted}"


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if row.printed])
def test_the_printed_digits_are_the_exact_ones_rounded(name: str) -> None:
    for t, digits in zip(PRINTED, ROWS[name].printed.split(), strict=True):
        unit = F(10) ** Decimal(digits).as_tuple().exponent
        assert abs(exact.number(due(name)[t]) - exact.number(digits)) <= unit / 2, f"w_{t}"


@pytest.mark.parametrize("name", RATIONAL)
def test_without_a_root_the_key_is_exact(name: str) -> None:
    rule, state = RATIONAL[name]
    if isinstance(rule, key.Scheduled):
        state = rule.init(F(1))
    path = places(walk(rule, bowl_slope, F(1), STEPS, state=state))
    assert all(isinstance(w, Fraction) for w in path)
    assert path == due(name)


def test_what_the_toy_example_cannot_tell() -> None:
    # One coordinate, one sign: LAMB moves by lr |w|, whatever Adam's average and the decay are.
    assert floats(key.LAMB(0.1, 0.5, 0.5, decay=7.0)) == pytest.approx(floats(key.LAMB(0.1)))
    # The slope is proportional to w, so the penalty only scales it, which Adam ignores.
    assert floats(key.AdamL2(0.1, decay=5.0)) == pytest.approx(floats(key.Adam(0.1)), abs=1e-8)


def test_random_search_finds_the_printed_places() -> None:
    # The stream of RandomState is frozen, so these digits are for good.
    printed = {1: 0.195254015709, 2: 0.195254015709, 10: 0.179532731988, 50: 0.0873932870003}
    for draws, wanted in printed.items():
        draw = partial(np.random.RandomState(0).uniform, -2, 2)
        best, height = key.random_search(lambda w: w**2, draw, draws)
        assert float(best) == pytest.approx(wanted, rel=1e-11)
        assert height == pytest.approx(wanted**2, rel=1e-11)
