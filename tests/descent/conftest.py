"""What every test of the kit begins with."""

from __future__ import annotations

import pytest

from descent.check import WRONG


@pytest.fixture(autouse=True)
def nothing_was_wrong_yet() -> None:
    """Begin as a notebook does; tests of other folders in the same process may have been wrong."""
    WRONG.clear()
