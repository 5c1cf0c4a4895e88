"""The questions of the assignment on adaptive methods: rules, then predictions and counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from course.mistakes.adaptive import adagrad, adam, adamw, rmsprop
from course.mistakes.adaptive import predictions as mistakes
from course.questions.settings import calls, entry, seen, unseen, walk
from course.task import Setting, Task
from descent import Network
from descent.checking.form import is_fit
from descent.checking.question import Numbers
from descent.optimizer import Array, Gradient, Optimizer
from solutions import (
    Adagrad,
    Adam,
    AdamW,
    AMSGrad,
    GradientDescent,
    HeavyBall,
    RMSProp,
    paper_decay,
)

TINY = "a gradient as small as epsilon"
FALLING = "a large gradient first, then small ones"


def _tiny(points: float, **hyper: float) -> Setting:
    """A run whose gradients are of the size of epsilon, which alone shows where epsilon stands."""
    inputs = {"w0": [1.0, -1.0], "curvature": [0.02, 0.004], "centre": [0.0, 0.0]}
    return walk(TINY, points, 3, {"lr": 0.2, "eps": 0.01, **hyper}, **inputs)


def _falling(points: float, **hyper: float) -> Setting:
    """A run whose gradients fall at once, so that what was large is forgotten or not."""
    inputs = {"w0": [10.0, 4.0], "curvature": [3.0, 0.5], "centre": [0.0, 1.0]}
    return walk(FALLING, points, 8, {"lr": 4.0, "eps": 0.05, **hyper}, **inputs)


ADAM = (
    {"lr": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8},
    {"lr": 0.3, "beta1": 0.8, "beta2": 0.65, "eps": 0.2},
    {"lr": 0.2, "beta1": 0.7, "beta2": 0.9, "eps": 0.1},
)
DECAYED = [{**hyper, "decay": decay} for hyper, decay in zip(ADAM, (0.5, 0.3, 0.4), strict=True)]
BETAS = {"beta1": (0.6, 0.95), "beta2": (0.6, 0.95), "eps": (0.05, 0.3), "lr": (0.1, 0.4)}

TURNS = 2000  # steps of the game of slopes
SLOPES = {"least": 2, "most": 50, "low": -100.0, "high": 100.0}  # how many there are, and what
LIBRARY = {"Adagrad": Adagrad, "Adam": Adam, "AMSGrad": AMSGrad, "momentum": HeavyBall}


def even(slope: Array) -> Gradient:
    """Return the gradient of a loss that is as steep everywhere."""
    return lambda w: slope


def first_length(rule: Optimizer[Any], slope: float = 3.0) -> float:
    """Return how far the first step of an optimizer goes on an even slope."""
    start = np.zeros(1)
    place, _ = rule.step(start, even(np.full(1, slope)), rule.init(start))
    return -float(place[0])


def first_step() -> dict[str, float]:
    """Take every first step of the question; Adam's without corrections follows from Adam's."""
    adam_step = first_length(Adam(lr=0.1, eps=0.0))
    return {
        "Adagrad": first_length(Adagrad(lr=0.1, eps=0.0)),
        "RMSProp": first_length(RMSProp(lr=0.1, beta=0.99, eps=0.0)),
        "Adam": adam_step,
        # m holds 1 - beta1 of the gradient, v holds 1 - beta2 of its square.
        "Adam, uncorrected": adam_step * (1 - 0.9) / (1 - 0.999) ** 0.5,
    }


def rare_word() -> dict[str, float]:
    """Run Adagrad on a word in every text and one in each hundredth, 10,000 texts."""
    rule, w = Adagrad(lr=1.0, eps=0.0), np.asarray([0.0, 0.0])
    G = rule.init(w)
    for k in range(10_000):
        w, G = rule.step(w, even(np.array([1.0, float(k % 100 == 0)])), G)
    return {"rate": float(np.sqrt(G[0] / G[1])), "moved": float(w[1] / w[0])}


def state_bytes(method: str, widths: Sequence[int], size: int) -> int:
    """Count the bytes of what the key's optimizers remember of a network's weights."""
    if method == "gradient descent":
        return 0
    # The key's RMSProp carries a mean that only its centred form reads; the question has the plain.
    rule: Any = LIBRARY["Adagrad" if method == "RMSProp" else method]()
    state = rule.init(np.zeros(Network(tuple(int(width) for width in widths)).size))
    parts = state if isinstance(state, tuple) else (state,)
    return size * sum(np.size(part) for part in parts if isinstance(part, np.ndarray))


def play(rule: Optimizer[Any], slopes: Sequence[float]) -> float:
    """Play the game of slopes and return the mean place over its last tenth.

    The slopes come in turn, on the interval from -1 to 1, at the rate of the rule over sqrt(t).
    """
    w, places = np.array(0.0), []
    state = rule.init(w)
    for t in range(1, TURNS + 1):
        slope = np.array(slopes[(t - 1) % len(slopes)])
        after, state = rule.step(w, even(slope), state)
        w = np.array(min(1.0, max(-1.0, w + (after - w) / t**0.5)))
        places.append(float(w))
    return float(np.mean(places[-TURNS // 10 :]))


def fooled(seen: Numbers) -> Numbers:
    """Return where Adam and gradient descent come out on the slopes that were sent."""
    slopes = seen["values"][0]
    if not is_fit(SLOPES, slopes):
        return {"values": [mistakes.UNPLAYABLE], "kept": True}
    if sum(slopes) <= 0:
        return {"values": [mistakes.NOT_UP], "kept": True}
    ends: dict[str, Optimizer[Any]] = {
        "Adam": Adam(lr=0.5, beta1=0.0, beta2=0.9),
        "gradient descent": GradientDescent(lr=0.5),
    }
    found = [f"{name} {_side(play(rule, slopes))}" for name, rule in ends.items()]
    return {"values": [", ".join(found)], "kept": True}


def _side(place: float) -> str:
    if abs(place) < 0.5:
        return "ends in between"
    return "ends on the left" if place < 0 else "ends on the right"


def _unseen_networks(random: np.random.Generator) -> Sequence[Setting]:
    methods = ("gradient descent", "momentum", "RMSProp", "Adam", "AMSGrad")
    rows = [
        [method, random.integers(2, 40, random.integers(2, 5)).tolist(), int(random.choice([2, 8]))]
        for method in methods
    ]
    return [calls("five further networks", 0.5, rows)]


def _unseen_decays(random: np.random.Generator) -> Sequence[Setting]:
    draws = zip(random.uniform(0.01, 0.3, 5), random.uniform(1e-4, 0.5, 5), strict=True)
    return [calls("five further pairs of decay and rate", 0.5, [*draws])]


TASKS = [
    Task(
        name="Adagrad",
        kind="optimizer",
        reference=Adagrad,
        visible=[
            *seen((0.5, 0.5, 0.5), {"lr": 0.1}, {"lr": 0.5, "eps": 0.2}, {"lr": 0.3, "eps": 0.1}),
            _tiny(0.5),
        ],
        hidden=unseen(0.5, lr=(0.1, 0.8), eps=(0.05, 0.3)),
        misconceptions=adagrad.ADAGRAD,
        hint="Work the first two steps out by hand, with the table of the lesson beside you.",
    ),
    Task(
        name="RMSProp",
        kind="optimizer",
        reference=RMSProp,
        visible=[
            *seen(
                (0.5, 0.5, 0.5),
                {"lr": 0.1, "beta": 0.9},
                {"lr": 0.3, "beta": 0.7, "eps": 0.2},
                {"lr": 0.2, "beta": 0.8, "eps": 0.1},
            ),
            _tiny(0.25, beta=0.8),
            walk(
                "six steps with centred=True",
                0.25,
                6,
                {"lr": 0.1, "beta": 0.7, "eps": 0.3, "centred": True},
                w0=[1.0, -2.0],
                curvature=[1.0, 3.0],
                centre=[0.0, 0.5],
            ),
        ],
        hidden=unseen(0.5, lr=(0.1, 0.4), beta=(0.6, 0.95), eps=(0.05, 0.3)),
        misconceptions=rmsprop.RMSPROP,
        hint="Compare with Adagrad: which one line is another?",
    ),
    Task(
        name="Adam",
        kind="optimizer",
        reference=Adam,
        visible=[
            *seen((0.5, 0.5, 0.5), *ADAM),
            _tiny(0.5, beta1=0.8, beta2=0.9),
            _falling(0.5, beta1=0.7, beta2=0.65),
        ],
        hidden=unseen(0.5, **BETAS),
        misconceptions=adam.ADAM,
        hint="Print m, v and both corrected averages for two steps on w^2, and compare them with "
        "the worked toy example.",
    ),
    Task(
        name="AdamW",
        kind="optimizer",
        reference=AdamW,
        visible=seen((0.5, 0.5, 0.5), *DECAYED),
        hidden=unseen(0.5, **BETAS, decay=(0.1, 0.5)),
        misconceptions=adamw.ADAMW,
        hint="Follow the decay through one step: is it divided by the root of v on its way?",
    ),
    Task(
        name="adamw_bug",
        kind="value",
        reference="C",
        visible=[Setting("the bug you found", 1, {})],
        misconceptions=mistakes.ADAMW_BUG,
        choices=("A", "B", "C", "D"),
    ),
    Task(
        name="first_step",
        kind="value",
        reference=first_step,
        visible=[entry(name, 0.5, digits=4) for name in mistakes.FIRST_STEPS],
        misconceptions=mistakes.FIRST_STEP,
        hint="Write the step down with the slope as a letter, and cancel.",
    ),
    Task(
        name="rare_word",
        kind="value",
        reference=rare_word,
        visible=[entry("rate", 0.5, digits=1), entry("moved", 0.5, digits=3)],
        misconceptions=mistakes.RARE_WORD,
        hint="After k texts with the word, how long is the next step that it takes?",
    ),
    Task(
        name="state_bytes",
        kind="function",
        reference=state_bytes,
        visible=[
            calls(
                "six methods on 64, 32 and 10 units in float32, one on 5 and 3 in float64",
                0.5,
                [*([method, [64, 32, 10], 4] for method in mistakes.KEPT), ["Adam", [5, 3], 8]],
            )
        ],
        hidden=_unseen_networks,
        misconceptions=mistakes.STATE_BYTES,
        hint="Count the weights and offsets of each layer, then the arrays that each method keeps.",
    ),
    Task(
        name="paper_decay",
        kind="function",
        reference=paper_decay,
        visible=[calls("two pairs of decay and rate", 0.5, [[0.1, 0.001], [0.05, 0.3]])],
        hidden=_unseen_decays,
        misconceptions=mistakes.PAPER_DECAY,
        hint="By which factor does each of the two shrink w in one step with a zero gradient?",
    ),
    Task(
        name="fooling_slopes",
        kind="function",
        reference=lambda: [12.0] + [-1.0] * 11,
        visible=[calls("both methods, on your slopes", 2, [[]], form=SLOPES)],
        misconceptions=mistakes.FOOLING_SLOPES,
        assess=fooled,
    ),
]
