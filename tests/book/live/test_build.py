"""What a page's Python gets of the kit is enough for what a page asks of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from book.live.build import kit
from tests.helpers.environment import isolated

# On the surface that takes most of the kit: one that a reader typed.
RACE = """
import json, sys
sys.path.insert(0, sys.argv[1])
from descent.playground.own import paths

class Downhill:
    def init(self, w): return None
    def step(self, w, grad, state): return w - grad(w) / 4, state

moves = {"surface": "your_own", "options": {"formula": "x^2 + y^2"}, "start": [2, 1], "steps": 2,
         "noise": 0, "seed": 0}
print(json.dumps(paths({"0": Downhill()}, moves)["paths"]["0"]))
"""


def test_a_class_races_with_nothing_but_the_kit_of_a_page(tmp_path: Path) -> None:
    for name, data in kit().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    command = [sys.executable, "-I", "-c", RACE, str(tmp_path)]
    done = subprocess.run(command, env=isolated(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [[2, 1], [1, 0.5], [0.5, 0.25]]
