"""No test, and nothing that a test starts, sees the settings of whoever runs it."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.environment import isolated

ours = isolated()
for name in os.environ.keys() - ours:
    del os.environ[name]
os.environ.update(ours)
Path(ours["HOME"]).mkdir(parents=True, exist_ok=True)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Collect fifteen thousand tests, in every process, without looking for garbage among them.

    None of them is any, but to look again and again takes a quarter of the time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
