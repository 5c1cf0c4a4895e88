"""What a machine lacks: a reason to skip a test here, and a failure where all is installed."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def lacking(what: str) -> NoReturn:
    """Skip the test for this reason; CI installs everything, so there the reason is a failure."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)
