"""All attacks at every level, as root and as a user: ``python -m tests.autograder.attacks``.

For each it prints the points beyond those deserved, what was touched outside, what the kernel let
pass, and whether honest work was graded rightly afterwards. Levels may be named. It ends with an
error if anything is amiss.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from autograder.engine import bubblewrap
from autograder.engine.session import Session
from autograder.grading.notebook import grade
from autograder.integration import class_folder
from course.paths import ROOT
from tests.helpers import attacks
from tests.helpers.nbgrader import nbgrader

SHORT = 1.0  # seconds that a cell may take here: the endless ones need no more
AT_ONCE = 3  # levels: most of the time is spent in waiting for what never ends
# Somebody who is not root, in a namespace where our own files are that user's.
AS_USER = ("unshare", "--user", "--map-user=1000", "--map-group=1000")


def at(level: str, stub: Path) -> dict[str, Any]:
    """Grade every attack at a level, and then honest work, with one starter."""
    found: dict[str, Any] = {"beyond": {}, "touched": [], "passed": []}
    with tempfile.TemporaryDirectory() as name, attacks.at_level(level) as starter:
        course = attacks.target(Path(name))
        with Session(starter) as session:
            found["level"] = f"{session.level}, user {os.geteuid()}"
        before = attacks.files(course), attacks.files(ROOT / "solutions")
        for attack in attacks.ATTACKS:
            with tempfile.TemporaryDirectory() as place:
                asked = attacks.cells(attack, stub, course, Path(place))
            outputs, _ = grade(asked, "momentum", seconds=SHORT)
            earned = attacks.earned(asked, outputs)
            if earned != attacks.DESERVED.get(attack.stem, {}):
                found["beyond"][attack.stem] = earned
            if (attacks.files(course), attacks.files(ROOT / "solutions")) != before:
                found["touched"].append(attack.stem)
            if attacks.TELLS in str(outputs):
                found["passed"].append(attack.stem)
        outputs, _ = grade(attacks.HONEST, "momentum", seconds=10)
        found["went on"] = attacks.scores(attacks.HONEST, outputs) == attacks.HONEST_POINTS
    return found


def apart(level: str, who: str, stub: Path) -> tuple[str, Any]:
    """Return the line of the table for a level, and what is amiss, from a process of its own."""
    begun = time.monotonic()
    around = AS_USER if who == "user" and os.geteuid() == 0 else ()
    command = [*around, sys.executable, "-m", __spec__.name, "at", level, str(stub)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    took = time.monotonic() - begun
    if done.returncode:
        return f"{level:<24} {who:<5} could not be tried", done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    points = sum(sum(earned.values()) for earned in found["beyond"].values())
    touched, passed, went = (found[name] for name in ("touched", "passed", "went on"))
    line = (
        f"{level:<24} {who:<5} {points:>6g} {len(touched):>7} {len(passed):>6} "
        f"{'yes' if went else 'NO':>8} {took:>5.0f}  {found['level']}"
    )
    return line, found if found["beyond"] or touched or passed or not went else None


def everywhere(levels: list[str], stub: Path) -> Iterator[str]:
    """Yield the lines of the table, and last whether anything is amiss."""
    yield f"{'level':<24} as    points touched passed  went on     s  in force"
    whose = ["root", "user"] if os.geteuid() == 0 else ["user"]
    tried = [(level, who) for level in levels for who in whose]
    if not bubblewrap.works():
        yield f"{'private':<24} is not to be had here"
        tried = [(level, who) for level, who in tried if level != "private"]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        found = threads.map(lambda pair: apart(*pair, stub), tried)
        amiss = []
        for line, wrong in found:
            yield line
            amiss += [f"{line}\n{wrong}"] if wrong else []
    yield from amiss
    yield f"{len(attacks.ATTACKS)} attacks at each: {'AMISS' if amiss else 'nothing amiss'}"


def main(*asked: str) -> None:
    """Print the table, or, as a part of it, what was found at one level."""
    if asked[:1] == ("at",):
        print(json.dumps(at(asked[1], Path(asked[2]))))
        return
    with tempfile.TemporaryDirectory() as name:
        course = Path(name) / "class"
        course.mkdir()
        class_folder.make(course)
        done = nbgrader(course, "generate_assignment", "momentum")
        assert done.returncode == 0, done.stderr
        stub = course / "release" / "momentum" / "momentum.ipynb"
        for line in everywhere(list(asked) or list(attacks.LEVELS), stub):
            print(line, flush=True)
            if line.endswith(": AMISS"):
                raise SystemExit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
