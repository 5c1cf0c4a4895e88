"""Any racer of the playground as the answer key has it, to compare the two."""

from __future__ import annotations

from functools import partial
from typing import Any

import solutions
from descent.playground.racers import EXTRAS, METHODS


def of_the_key(racer: dict[str, Any]) -> Any:
    """Return the optimizer of the key that a racer stands for."""
    numbers = {k: x for k, x in racer.items() if k not in ("method", "around")}
    rule = getattr(solutions, racer["method"])(**numbers)
    if "around" not in racer:
        return rule
    rest = dict(racer["around"])
    kind = rest.pop("kind")
    make = getattr(solutions, kind)
    if kind.startswith("clip"):
        return solutions.Clipped(rule, partial(make, **rest))
    if hasattr(make, "step"):
        return make(rule, **rest)
    return solutions.Scheduled(rule, make(rule.lr, **rest))


def racers() -> dict[str, dict[str, Any]]:
    """Return every rule with its usual numbers and with a lively rate, and every extra."""
    usual = {method: {"method": method} for method in METHODS}
    lively = {f"{method} lively": {"method": method, "lr": rate(method)} for method in METHODS}
    around = {
        f"{method} in {kind}": {"method": method, "lr": 0.01, "around": {"kind": kind, **numbers}}
        for kind, numbers in EXTRAS.items()
        for method in ("Momentum", "HeavyBall")
    }
    centred = {"RMSProp centred": {"method": "RMSProp", "centred": True, "eps": 0.1}}
    return usual | lively | around | centred


def rate(method: str) -> float:
    """Return a rate at which something happens within 200 steps: small ones become large."""
    return 0.1 if METHODS[method]["lr"] < 0.1 else 0.01
