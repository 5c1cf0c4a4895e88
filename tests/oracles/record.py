"""Record the paths of torch.optim, optax and Keras, the outside oracles of the answer key.

Run from the root of the repository, where requirements.txt is installed::

    python -m tests.oracles.record           write paths.json
    python -m tests.oracles.record --check   rerun and compare with paths.json

No library is needed to read the record, so the tests that use it run everywhere.
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

from tests.oracles.calls import ROUGH
from tests.oracles.libraries import LIBRARIES

PATHS = Path(__file__).with_name("paths.json")
PACKAGES = ("torch", "optax", "jax", "keras", "numpy")
STEPS = (1, 2, 5, 10, 50, 100)
EXACT = 1e-12


def places(path: Callable[[str], Iterator[Any]], call: str) -> list[list[float]]:
    """Return the places at the recorded steps."""
    walked = dict(zip(range(1, STEPS[-1] + 1), path(call), strict=False))
    return [walked[step].tolist() for step in STEPS]


def run() -> dict[str, Any]:
    """Return the whole record, made now."""
    return {
        # A build's own mark, such as "+cpu", does not touch the update rules.
        "versions": {name: version(name).partition("+")[0] for name in PACKAGES},
        "steps": list(STEPS),
        "paths": {
            f"{library}: {call}": places(path, call)
            for library, (calls, path) in LIBRARIES.items()
            for call in calls
        },
    }


def trouble(kept: dict[str, Any], live: dict[str, Any]) -> str:
    """Return why the kept record is stale, or nothing if it is not."""
    if kept["versions"] != live["versions"]:
        return f"it was made with {kept['versions']}, here are {live['versions']}"
    if kept["steps"] != live["steps"] or set(kept["paths"]) != set(live["paths"]):
        return "it does not hold the rows and steps that calls.py names"
    for call, path in live["paths"].items():
        far = float(np.abs(np.subtract(kept["paths"][call], path)).max())
        # Written so that a distance that is not a number counts as too far.
        if not far <= ROUGH.get(call, EXACT):
            return f"{call} now goes {far:.1e} away"
    return ""


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
    parser = argparse.ArgumentParser(description="Record the paths of the outside libraries.")
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
    print(f"{len(live['paths'])} paths of torch, optax and Keras are as recorded.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
