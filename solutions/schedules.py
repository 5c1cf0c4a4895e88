"""Learning rates that change on the way, and an optimizer that follows them.

A schedule is a function of k = t - 1 = 0, 1, ..., the number of updates already made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import cos, pi
from typing import Any, NamedTuple

from descent.optimizer import Array, Gradient
from solutions.validated import CONSTRAINTS, COUNT, NON_NEGATIVE, require, validated

Schedule = Callable[[int], float]


def step_decay(lr: float, gamma: float, every: int) -> Schedule:
    """Return the schedule that multiplies the rate by `gamma` once in `every` updates.

    Rule, for k = 0, 1, ...::

        lr_k = lr gamma^floor(k / every)

    Parameters
    ----------
    lr : float
        The first rate, in units of w per unit of gradient; at least 0.
    gamma : float
        What is left of the rate after each drop, without unit; 0 < gamma <= 1.
    every : int
        Number of updates between two drops; at least 1.

    Notes
    -----
    As ``torch.optim.lr_scheduler.StepLR(step_size=every, gamma=gamma)`` and
    ``optax.exponential_decay(lr, every, gamma, staircase=True)``.

    References
    ----------
    Goyal et al. 2017, "Accurate, large minibatch SGD: training ImageNet in 1 hour",
    arXiv:1706.02677.

    Examples
    --------
    >>> rate = step_decay(0.8, gamma=0.5, every=2)
    >>> [rate(k) for k in range(5)]
    [0.8, 0.8, 0.4, 0.4, 0.2]
    """
    require("lr", lr, *NON_NEGATIVE)
    require("gamma", gamma, *CONSTRAINTS["gamma"])
    require("every", every, *COUNT)
    return lambda k: lr * gamma ** (k // every)


def cosine(lr: float, steps: int, lowest: float = 0.0) -> Schedule:
    """Return the schedule that falls along half a cosine from `lr` to `lowest`, and stays there.

    Rule, for k = 0, 1, ...::

        lr_k = lowest + (lr - lowest) (1 + cos(pi min(k, steps) / steps)) / 2

    Parameters
    ----------
    lr : float
        The first rate, in units of w per unit of gradient; at least 0.
    steps : int
        The update number k from which the rate is `lowest`; at least 1.
    lowest : float, default 0
        The last rate, in the unit of `lr`; between 0 and `lr`.

    Notes
    -----
    As ``optax.cosine_decay_schedule(lr, steps, alpha=lowest / lr)``. Up to k = steps also as
    torch's ``CosineAnnealingLR(T_max=steps, eta_min=lowest)``, which then climbs again: it is
    periodic, with period 2 steps.

    References
    ----------
    Loshchilov, Hutter 2017, "SGDR: stochastic gradient descent with warm restarts",
    arXiv:1608.03983.

    Examples
    --------
    >>> rate = cosine(0.1, steps=4)
    >>> [round(rate(k), 6) for k in range(6)]
    [0.1, 0.085355, 0.05, 0.014645, 0.0, 0.0]
    """
    require("lr", lr, *NON_NEGATIVE)
    require("steps", steps, *COUNT)
    require("lowest", lowest, lambda x: 0 <= x <= lr, f"between 0 and lr = {lr!r}")
    return lambda k: lowest + (lr - lowest) * (1 + cos(pi * min(k, steps) / steps)) / 2


def warm_restarts(lr: float, first: int, factor: float = 2, lowest: float = 0.0) -> Schedule:
    """Return the schedule that starts its cosine anew, each time for `factor` times as long.

    Rule, for k = 0, 1, ..., where j counts the updates since the last restart and T_i is the
    length of the run in which k falls::

        T_0 = first,   T_{i+1} = factor T_i
        lr_k = lowest + (lr - lowest) (1 + cos(pi j / T_i)) / 2

    Parameters
    ----------
    lr : float
        The rate after each restart, in units of w per unit of gradient; at least 0.
    first : int
        Number of updates before the first restart; at least 1.
    factor : float, default 2
        How many times longer each run is than the one before, without unit; at least 1.
    lowest : float, default 0
        The rate towards which each run falls, in the unit of `lr`; between 0 and `lr`. The
        update at which it would be reached is the first one of the next run.

    Notes
    -----
    As torch's ``CosineAnnealingWarmRestarts(T_0=first, T_mult=factor, eta_min=lowest)``.

    References
    ----------
    Loshchilov, Hutter 2017, arXiv:1608.03983.

    Examples
    --------
    >>> rate = warm_restarts(0.1, first=2)
    >>> [round(rate(k), 6) for k in range(7)]
    [0.1, 0.05, 0.1, 0.085355, 0.05, 0.014645, 0.1]
    """
    require("lr", lr, *NON_NEGATIVE)
    require("first", first, *COUNT)
    require("factor", factor, *CONSTRAINTS["factor"])
    require("lowest", lowest, lambda x: 0 <= x <= lr, f"between 0 and lr = {lr!r}")

    def rate(k: int) -> float:
        since: float = k
        length: float = first
        while since >= length:
            since, length = since - length, factor * length
        return lowest + (lr - lowest) * (1 + cos(pi * since / length)) / 2

    return rate


def warm_up(lr: float, steps: int, then: Schedule | None = None) -> Schedule:
    """Return the schedule that climbs to `lr` in `steps` even stairs and then follows `then`.

    Rule, for k = 0, 1, ...::

        lr_k = lr (k + 1) / steps    while k < steps
        lr_k = then(k - steps)       afterwards; lr if there is no `then`

    Parameters
    ----------
    lr : float
        The rate at the top, in units of w per unit of gradient; at least 0.
    steps : int
        Number of updates on the way up; at least 1. The last of them is at `lr` itself.
    then : callable, optional
        What follows, counted from its own k = 0.

    Notes
    -----
    The numerator is k + 1, not k: a first rate of 0 would waste the first update. As torch's
    ``LinearLR(start_factor=1 / steps, total_iters=steps - 1)``.

    References
    ----------
    Goyal et al. 2017, arXiv:1706.02677; Ma, Yarats 2021, "On the adequacy of untuned warmup for
    adaptive optimization", arXiv:1910.04209.

    Examples
    --------
    >>> rate = warm_up(0.8, steps=4, then=step_decay(0.8, gamma=0.5, every=1))
    >>> [round(rate(k), 6) for k in range(7)]
    [0.2, 0.4, 0.6, 0.8, 0.8, 0.4, 0.2]
    """
    require("lr", lr, *NON_NEGATIVE)
    require("steps", steps, *COUNT)
    require("then", then, lambda f: f is None or callable(f), "a function of k, or None")

    def rate(k: int) -> float:
        if k < steps:
            return lr * (k + 1) / steps
        return lr if then is None else then(k - steps)

    return rate


class ScheduledState(NamedTuple):
    """What `Scheduled` remembers: the memory of its rule, and k, the updates made so far."""

    inner: Any
    k: int


@dataclass(frozen=True)
@validated
class Scheduled:
    """Step as another optimizer does, at a rate that a schedule sets anew for every step.

    Rule, for k = 0, 1, ...: the step of `rule` with lr = schedule(k).

    Parameters
    ----------
    rule : optimizer
        A frozen dataclass with a field `lr`, whose value is not used.
    schedule : callable
        The rate at k = 0, 1, ..., in units of w per unit of gradient.

    Notes
    -----
    The rule decides what a changed rate means for its memory. `HeavyBall` multiplies the whole
    velocity by the present rate, as torch does; Keras keeps past rates inside the velocity. The
    path of one library is not that of the other once the rate changes.

    A rule in a wrapper (`Clipped`, `WithL2`) is scheduled inside it:
    ``Clipped(Scheduled(rule, schedule), clip)``. What has no field `lr` raises a ValueError.

    References
    ----------
    Robbins, Monro 1951, "A stochastic approximation method", doi:10.1214/aoms/1177729586.

    Examples
    --------
    >>> from solutions.gradient_descent import GradientDescent
    >>> rule = Scheduled(GradientDescent(), step_decay(0.1, gamma=0.5, every=1))
    >>> w, state = 1.0, rule.init(1.0)
    >>> for _ in range(2):
    ...     w, state = rule.step(w, lambda w: 2 * w, state)
    >>> round(w, 6), state.k
    (0.72, 2)
    """

    rule: Any
    schedule: Schedule

    def init(self, w: Array) -> ScheduledState:
        """Return the memory before the first step: the rule's own, and k = 0."""
        require("rule", self.rule, lambda rule: hasattr(rule, "lr"), "an optimizer with a field lr")
        return ScheduledState(self.rule.init(w), 0)

    def step(self, w: Array, grad: Gradient, state: ScheduledState) -> tuple[Array, ScheduledState]:
        """Return the next place, shaped like `w`, and the next memory."""
        rule = replace(self.rule, lr=self.schedule(state.k))
        w, inner = rule.step(w, grad, state.inner)
        return w, ScheduledState(inner, state.k + 1)
