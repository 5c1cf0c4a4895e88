"""The start of a command that does not grade, beside stock: ``python -m tests.benchmarks.start``.

Two classes, one with nbgrader's own settings and one with this course's, type the same commands in
turns. A number is the median of the processor's time; the ratio is that of the medians.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

from autograder.integration import class_folder
from tests.benchmarks.grading import STOCK, nbgrader

COMMANDS = (("export",), ("db", "student", "list"), ("db", "assignment", "list"), ("list",))
TURNS = 7
BAR = 1.15


def main(turns: int = TURNS) -> None:
    """Print a row for each command."""
    with tempfile.TemporaryDirectory() as place:
        folders = {}
        for name, settings in (("stock", STOCK), ("ours", class_folder.CONFIG)):
            folders[name] = Path(place) / name
            folders[name].mkdir()
            exchange = f'c.Exchange.root = "{place}"\n'
            (folders[name] / "nbgrader_config.py").write_text(settings + exchange)
            nbgrader(folders[name], "db", "student", "add", "ann")
        print(f"{'seconds of the processor':<26} {'stock':>6} {'ours':>6} {'times':>6}")
        for command in COMMANDS:
            taken: dict[str, list[float]] = {name: [] for name in folders}
            for _ in range(turns):
                for name, folder in folders.items():
                    taken[name].append(nbgrader(folder, *command).processor)
            stock, ours = (median(taken[name]) for name in ("stock", "ours"))
            row = f"{'nbgrader ' + ' '.join(command):<26} {stock:>6.2f} {ours:>6.2f}"
            print(f"{row} {ours / stock:>6.2f}{'' if ours / stock <= BAR else '  above the bar'}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
