"""Record the paths of torch.optim and optax, the outside oracles of the answer key.

Run from the root of the repository, where requirements.txt is installed::

    python -m tests.oracles.record           write paths.json
    python -m tests.oracles.record --check   rerun and compare with paths.json

Neither library is needed to read the record, so the tests that use it run everywhere.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from tests.oracles import problem

PATHS = Path(__file__).with_name("paths.json")
LIBRARIES = ("torch", "optax", "jax", "numpy")
STEPS = (1, 2, 5, 10, 50, 100)
EXACT = 1e-12

# Each call is written once, as text: the name of its row in the record and what is run. An
# empty momentum buffer is not the same as a zero one to torch, hence the row that sets it.
TORCH = (
    "SGD(lr=0.1)",
    "SGD(lr=0.03)",
    "SGD(lr=0.1, momentum=0.9)",
    "SGD(lr=0.04, momentum=0.7)",
    "SGD(lr=0.1 * (1 - 0.9), momentum=0.9)",
    "SGD(lr=0.3 * (1 - 0.7), momentum=0.7)",
    "SGD(lr=0.1, momentum=0.9, dampening=0.9)",
    "SGD(lr=0.1, momentum=0.9, dampening=0.9), momentum_buffer=0",
    "SGD(lr=0.1, momentum=0.9, nesterov=True)",
    "SGD(lr=0.04, momentum=0.7, nesterov=True)",
    "SGD(lr=0.1 * (1 - 0.9), momentum=0.9, nesterov=True)",
)
OPTAX = (
    "sgd(0.1)",
    "sgd(0.1, momentum=0.9)",
    "sgd(0.04, momentum=0.7)",
    "sgd(0.1, momentum=0.9, nesterov=True)",
    "sgd(0.04, momentum=0.7, nesterov=True)",
    "chain(ema(0.9, debias=False), scale(-0.1))",
    "chain(ema(0.7, debias=False), scale(-0.3))",
    "chain(ema(0.9), scale(-0.1))",
)


def torch_path(call: str) -> Iterator[Any]:
    """Yield the place after each step of a torch.optim call."""
    import torch  # here, so that a test run without it can still import this file

    weights = [torch.tensor(array, requires_grad=True) for array in problem.start()]
    make, _, preset = call.partition(", momentum_buffer=")
    rule = eval(make, {"SGD": lambda **hyper: torch.optim.SGD(weights, **hyper)})
    if preset:
        for weight in weights:
            rule.state[weight]["momentum_buffer"] = torch.full_like(weight, float(preset))
    while True:
        slopes = problem.gradient(*(weight.detach().numpy() for weight in weights))
        for weight, slope in zip(weights, slopes, strict=True):
            weight.grad = torch.from_numpy(slope)
        rule.step()
        yield problem.flat(*(weight.detach().numpy() for weight in weights))


def optax_path(call: str) -> Iterator[Any]:
    """Yield the place after each step of an optax call."""
    import jax
    import optax

    jax.config.update("jax_enable_x64", True)
    weights = tuple(jax.numpy.asarray(array) for array in problem.start())
    rule = eval(call, vars(optax))
    state = rule.init(weights)
    while True:
        slopes = problem.gradient(*(np.asarray(weight) for weight in weights))
        updates, state = rule.update(tuple(map(jax.numpy.asarray, slopes)), state, weights)
        weights = optax.apply_updates(weights, updates)
        yield problem.flat(*(np.asarray(weight) for weight in weights))


def places(path: Callable[[str], Iterator[Any]], call: str) -> list[list[float]]:
    """Return the places at the recorded steps."""
    walked = dict(zip(range(1, STEPS[-1] + 1), path(call), strict=False))
    return [walked[step].tolist() for step in STEPS]


def run() -> dict[str, Any]:
    """Return the whole record, made now."""
    rows = [("torch", torch_path, call) for call in TORCH]
    rows += [("optax", optax_path, call) for call in OPTAX]
    return {
        # A build's own mark, such as "+cpu", does not touch the update rules.
        "versions": {name: version(name).partition("+")[0] for name in LIBRARIES},
        "steps": list(STEPS),
        "paths": {f"{library}: {call}": places(path, call) for library, path, call in rows},
    }


def trouble(kept: dict[str, Any], live: dict[str, Any]) -> str:
    """Return why the kept record is stale, or nothing if it is not."""
    if kept["versions"] != live["versions"]:
        return f"it was made with {kept['versions']}, here are {live['versions']}"
    if kept["steps"] != live["steps"] or set(kept["paths"]) != set(live["paths"]):
        return "it does not hold the rows and steps that record.py names"
    far = {
        call: float(np.abs(np.subtract(kept["paths"][call], path)).max())
        for call, path in live["paths"].items()
    }
    worst = max(far, key=lambda call: far[call])
    # Written so that a distance that is not a number counts as too far.
    return "" if far[worst] <= EXACT else f"{worst} now ends {far[worst]:.1e} away"


def write(record: dict[str, Any]) -> str:
    """Return the record as JSON text, a place a line, floats in full."""
    paths = ",\n".join(
        f"  {json.dumps(call)}: [\n   " + ",\n   ".join(map(json.dumps, path)) + "\n  ]"
        for call, path in record["paths"].items()
    )
    versions, steps = json.dumps(record["versions"]), json.dumps(record["steps"])
    return f'{{\n "versions": {versions},\n "steps": {steps},\n "paths": {{\n{paths}\n }}\n}}\n'


def main() -> int:
    """Write the record, or with --check compare it with a new run; return the exit status."""
    parser = argparse.ArgumentParser(description="Record the paths of torch.optim and optax.")
    parser.add_argument("--check", action="store_true", help="compare with the record instead")
    check = parser.parse_args().check
    live = run()
    if not check:
        PATHS.write_text(write(live), encoding="utf-8")
        print(f"wrote {len(live['paths'])} paths to {PATHS}")
        return 0
    why = trouble(json.loads(PATHS.read_text(encoding="utf-8")), live)
    if why:
        print(f"The record of the outside oracles is stale: {why}. Write it again with")
        print("`python -m tests.oracles.record`, and run the tests.")
        return 1
    print(f"{len(live['paths'])} paths of torch and optax are as recorded.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
