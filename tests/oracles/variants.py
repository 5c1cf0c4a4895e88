"""The maps from a rule of the key to a library's convention, each as a rule around a rule.

None of them is a second implementation: each hands the rule of the key another rate, epsilon,
memory, place or gradient, and so says in one line what a library does differently.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from solutions import HeavyBall


@dataclass(frozen=True)
class Around:
    """What all of them are: a rule, whose memory they begin with and whose settings are theirs."""

    rule: Any

    def __getattr__(self, name: str) -> Any:
        return getattr(self.rule, name)

    def init(self, w: Any) -> Any:
        return self.rule.init(w)


@dataclass(frozen=True)
class Begun(Around):
    """The memory, an array, begins at a number other than 0.

    Adagrad with eps inside the root, sqrt(G + eps), is Adagrad with eps = 0 and G_0 = eps.
    """

    memory: float

    def init(self, w: Any) -> Any:
        return self.rule.init(w) + self.memory

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        return self.rule.step(w, grad, state)


@dataclass(frozen=True)
class EpsInside(Around):
    """RMSProp with sqrt(E + eps): for the root, the memory is eps larger, and eps is 0 outside."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        eps, plain = self.rule.eps, replace(self.rule, eps=0.0)
        larger = state._replace(square=state.square + eps / self.rule.beta)
        w, state = plain.step(w, grad, larger)
        return w, state._replace(square=state.square - eps)


@dataclass(frozen=True)
class EpsHat(Around):
    """eps is added to sqrt(v), before the correction: it counts as eps / sqrt(1 - beta2^t)."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        eps = self.rule.eps / (1 - self.rule.beta2 ** (state.t + 1)) ** 0.5
        return replace(self.rule, eps=eps).step(w, grad, state)


@dataclass(frozen=True)
class LargestUncorrected(Around):
    """AMSGrad on the largest v, which the present 1 - beta2^t corrects afterwards.

    Between steps the memory is kept without that correction.
    """

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        share = 1 - self.rule.beta2 ** (state.t + 1)
        w, state = self.rule.step(w, grad, state._replace(largest=state.largest / share))
        return w, state._replace(largest=state.largest * share)


@dataclass(frozen=True)
class RateInside(Around):
    """Heavy ball whose velocity holds the rates: u = beta u + lr_k g, w = w - u."""

    schedule: Callable[[int], float]

    def init(self, w: Any) -> Any:
        return self.rule.init(w), 0

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        u, k = state
        ball = HeavyBall(1.0, self.rule.beta)
        w, u = ball.step(w, lambda at: self.schedule(k) * grad(at), u)
        return w, (u, k + 1)


@dataclass(frozen=True)
class DecayFirst(Around):
    """The weights shrink by 1 - lr decay before the rule sees them; the gradient is from before."""

    decay: float

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        return self.rule.step((1 - self.rule.lr * self.decay) * w, lambda _: grad(w), state)


@dataclass(frozen=True)
class GradientTimes(Around):
    """The gradients are multiplied first, which a rule that divides by their norm forgets.

    All but eps beside that norm: a large factor makes it negligible, and 1 / (1 - beta) turns
    the average of a rule into a sum.
    """

    factor: float

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        return self.rule.step(w, lambda at: self.factor * grad(at), state)


@dataclass(frozen=True)
class Folded(Around):
    """A rule for matrices, on the vector folded into one."""

    fold: Callable[[Any], Any]

    def init(self, w: Any) -> Any:
        return self.rule.init(self.fold(w))

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        M, state = self.rule.step(self.fold(w), lambda at: self.fold(grad(at.ravel())), state)
        return M.ravel(), state


@dataclass(frozen=True)
class Corrected(Around):
    """Muon with both its averages corrected for the zero start, as in Nadam.

    The rule is handed the gradient and the old average that lead it to the corrected ones.
    """

    def init(self, w: Any) -> Any:
        return self.rule.init(w), 0

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        beta, (m, t) = self.rule.beta, (state[0], state[1] + 1)
        g = grad(w)
        m = beta * m + (1 - beta) * g
        g_hat, m_hat = g / (1 - beta**t), m / (1 - beta ** (t + 1))
        w, _ = self.rule.step(w, lambda _: g_hat, (m_hat - (1 - beta) * g_hat) / beta)
        return w, (m, t)


@dataclass(frozen=True)
class AfterOneStep(Around):
    """The rule starts from where one plain step of gradient descent leads."""

    def init(self, w: Any) -> Any:
        return None

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        if state is None:
            w = w - self.rule.lr * grad(w)
            return w, self.rule.init(w)
        return self.rule.step(w, grad, state)
