"""A short soak: what is done to a batch changes no mark; `make soak` does it 2,000 times."""

from __future__ import annotations

import subprocess
import sys

import pytest

FAULTS = 8


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="faults are made by what Linux has")
def test_a_disturbed_batch_leaves_the_gradebook_of_one_that_was_not() -> None:
    command = [sys.executable, "-m", "tests.soak", str(FAULTS), "3", "8"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert f"{FAULTS} faults in" in done.stdout
    assert "every gradebook as from a batch that was left alone" in done.stdout
