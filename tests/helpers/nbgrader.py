"""Stock nbgrader's commands, as an instructor types them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def nbgrader(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a stock nbgrader command in a course folder, as an instructor does."""
    bin_folder = Path(sys.executable).parent  # nbgrader looks for alembic on the PATH
    return subprocess.run(
        ["nbgrader", *arguments],
        cwd=folder,
        env={**os.environ, "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}"},
        text=True,
        capture_output=True,
        timeout=300,
        check=False,
    )
