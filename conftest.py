"""No test, and nothing that a test starts, sees the settings of whoever runs it."""

import os
from pathlib import Path

from tests.helpers.environment import isolated

ours = isolated()
for name in os.environ.keys() - ours:
    del os.environ[name]
os.environ.update(ours)
Path(ours["HOME"]).mkdir(parents=True, exist_ok=True)
