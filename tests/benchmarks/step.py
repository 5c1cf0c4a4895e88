"""Time one step of every optimizer of the key beside torch.optim, and print the table of it.

`make bench` runs this, with the interpreter in which `make oracles` has put torch::

    python -m tests.benchmarks.step            1e3, 1e5 and 1e7 parameters
    python -m tests.benchmarks.step 1e3 1e4    others

Both sides step on one float64 array, on one thread, along a gradient that is made beforehand. They
take turns, and what counts is the processor's time, so that whatever else the machine does matters
little and falls on both. It is a measurement and not a test: nothing passes or fails.
"""

from __future__ import annotations

import os
import platform
import resource
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any, NamedTuple

import numpy as np

import solutions as key

SIZES = (10**3, 10**5, 10**7)
TURNS, BUDGET = 5, 0.02  # turns of each side, and about the seconds of one turn
WARM = 6  # steps before the first turn: they make the memory, and RAdam starts to adapt
LARGEST_MATRIX = 10**6  # the products of Muon at 1e7 take minutes


class Row(NamedTuple):
    """A rule of the key, and the call of torch.optim that makes the same step, if there is one.

    `memory` is how many arrays like w the method has to remember from step to step.
    """

    rule: Any
    memory: int
    torch: str = ""
    matrix: bool = False

    @property
    def bytes(self) -> int:
        """Bytes to move per parameter, at least: read w, g and the memory; write w and it."""
        return 8 * (3 + 2 * self.memory)


ROWS = (
    Row(key.GradientDescent(), 0, "SGD()"),
    Row(key.Momentum(), 1, "SGD(momentum=0.9)"),
    Row(key.HeavyBall(), 1, "SGD(momentum=0.9)"),
    Row(key.Nesterov(), 1),
    Row(key.NesterovShifted(), 1, "SGD(momentum=0.9, nesterov=True)"),
    Row(key.Adagrad(), 1, "Adagrad()"),
    Row(key.RMSProp(), 1, "RMSprop(alpha=0.9)"),
    Row(key.RMSProp(centred=True), 2, "RMSprop(alpha=0.9, centered=True)"),
    Row(key.Adadelta(), 2, "Adadelta()"),
    Row(key.Adam(), 2, "Adam()"),
    Row(key.Adam(), 2, "Adam(fused=True)"),  # one pass over memory: what can be reached
    Row(key.AdamL2(), 2, "Adam(weight_decay=0.01)"),
    Row(key.AdamW(), 2, "AdamW()"),
    Row(key.AMSGrad(), 3, "Adam(amsgrad=True)"),
    Row(key.Nadam(), 2),
    Row(key.NadamScheduled(), 2, "NAdam()"),
    Row(key.RAdam(), 2, "RAdam()"),
    Row(key.LAMB(), 2),
    Row(key.Lion(), 1),
    Row(key.ScheduleFree(), 1),
    Row(key.Muon(), 1, "Muon(weight_decay=0)", matrix=True),
)


def shape(row: Row, size: int) -> tuple[int, ...]:
    """Return the shape of w: a vector, or for a method of matrices one of about 5 by 8."""
    rows = next(n for n in range(int((size / 1.6) ** 0.5), 0, -1) if size % n == 0)
    return (rows, size // rows) if row.matrix else (size,)


def ours(row: Row, w: Any, g: Any) -> Callable[[], None]:
    """Return what makes one step of the rule of the key."""
    state = row.rule.init(w)

    def step() -> None:
        nonlocal w, state
        w, state = row.rule.step(w, lambda _: g, state)

    return step


def theirs(row: Row, w: Any, g: Any) -> Callable[[], Any]:
    """Return what makes one step of torch's loop, tensor by tensor; fused if the row says so."""
    import torch

    weight = torch.tensor(w, requires_grad=True)
    weight.grad = torch.from_numpy(g)
    rules = {name: rule for name, rule in vars(torch.optim).items() if isinstance(rule, type)}
    apart = {} if row.matrix else {"foreach": False}  # torch's Muon knows no other loop
    names = {name: partial(rule, [weight], **apart) for name, rule in rules.items()}
    return eval(row.torch, names).step


class Time(NamedTuple):
    """Processor seconds of one step, and those of them in the kernel, which hands out memory."""

    all: float
    kernel: float


def timed(step: Callable[[], Any], steps: int) -> Time:
    """Return the time of one step, over so many."""
    kernel = resource.getrusage(resource.RUSAGE_SELF).ru_stime
    start = process_time()
    for _ in range(steps):
        step()
    span = process_time() - start
    kernel = resource.getrusage(resource.RUSAGE_SELF).ru_stime - kernel
    return Time(span / steps, kernel / steps)


def measure(row: Row, size: int) -> list[Time]:
    """Return the time of a step of ours, and of theirs if there is one: medians of the turns."""
    random = np.random.default_rng(0)
    w, g = random.normal(size=(2, *shape(row, size)))
    sides = [ours(row, w, g)] + ([theirs(row, w, g)] if row.torch else [])
    counts = [max(1, round(BUDGET / timed(side, WARM).all)) for side in sides]
    turns = [list(map(timed, sides, counts)) for _ in range(TURNS)]
    return [Time(*map(median, zip(*side, strict=True))) for side in zip(*turns, strict=True)]


def copy_speed(size: int = 10**7) -> float:
    """Return the bytes a second of a plain copy, read and written, of an array of that size."""
    copy = partial(np.copyto, np.empty(size), np.ones(size))
    copy()
    return 16 * size / median(timed(copy, 1).all for _ in range(TURNS))


def table(sizes: tuple[int, ...]) -> Iterator[str]:
    """Yield the lines of the table, in Markdown, as they are measured."""
    heads = ["optimizer", "in torch.optim", "B"]
    heads += [f"{size:.0e}".replace("e+0", "e") for size in sizes]
    heads += ["us", "ms", "kernel", "GB/s", "torch kernel", "torch GB/s"]
    yield f"| {' | '.join(heads)} |"
    yield "|---|---|" + "---:|" * (len(heads) - 2)
    for row in ROWS:
        runs = [measure(row, n) for n in sizes if not row.matrix or n <= LARGEST_MATRIX]
        name = type(row.rule).__name__ + (", centred" if getattr(row.rule, "centred", 0) else "")
        cells = [name, f"`{row.torch}`" if row.torch else "", str(row.bytes)]
        cells += [f"{run[0].all / run[1].all:.1f}" if row.torch else "" for run in runs]
        cells += [""] * (len(sizes) - len(runs))
        cells += [f"{runs[0][0].all * 1e6:.0f}"]
        if len(runs) == len(sizes):
            cells += [f"{runs[-1][0].all * 1e3:.0f}"]
            for side in runs[-1]:
                speed = row.bytes * sizes[-1] / side.all / 1e9
                cells += [f"{side.kernel / side.all:.0%}", f"{speed:.1f}"]
        cells += [""] * (len(heads) - len(cells))
        yield f"| {' | '.join(cells)} |"


def machine() -> str:
    """Return on what, with what and when this runs."""
    processor = Path("/proc/cpuinfo")
    text = processor.read_text(encoding="utf-8") if processor.exists() else ""
    model = next((line.split(": ")[1] for line in text.splitlines() if "model name" in line), "")
    packages = ", ".join(f"{name} {version(name)}" for name in ("numpy", "torch"))
    python = f"Python {platform.python_version()}"
    return (
        f"{date.today()}: {model or platform.machine()}, {platform.system()}; {python}, {packages}"
    )


def main() -> int:
    """Print the table; return the exit status."""
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1":
        print("Run it with `make bench`, which keeps NumPy's products on one thread.")
        return 1
    import torch

    torch.set_num_threads(1)
    sizes = tuple(int(float(size)) for size in sys.argv[1:]) or SIZES
    print(machine(), f"a plain copy moves {copy_speed() / 1e9:.1f} GB/s", "", sep="\n")
    for line in table(sizes):
        print(line, flush=True)
    print()
    print("B: bytes to move per parameter, at least. Then the time of a step of the key over that")
    print(f"of torch, by number of parameters; a step of the key at {sizes[0]:.0e} in us and at")
    print(
        f"{sizes[-1]:.0e} in ms; at the latter, share of time in the kernel, and B over the time."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
