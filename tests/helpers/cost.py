"""What a command costs: time, the processor, and the memory of its largest process.

A process starts as large as the one that made it, and the kernel counts that too. So a small
Python stands between a test, which may hold much, and what is measured.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.helpers.environment import isolated

BETWEEN = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.call(sys.argv[1:], stdout=sys.stderr)
seconds = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([code, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000]))
"""


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds, of the processor too, and MB of its largest process."""

    seconds: float
    processor: float
    memory: float


def cost(folder: Path, *words: str) -> Cost:
    """Run a command in a folder and return its cost; it must not fail."""
    with tempfile.TemporaryFile() as said:
        between = [sys.executable, "-S", "-c", BETWEEN, *words]
        done = subprocess.run(
            between, cwd=folder, env=isolated(), stdout=subprocess.PIPE, stderr=said, check=True
        )
        code, *used = json.loads(done.stdout)
        said.seek(0)
        assert code == 0, said.read()[-2000:].decode()
    return Cost(*used)
