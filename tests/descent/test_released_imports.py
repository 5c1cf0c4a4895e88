"""What notebooks import that were released by earlier versions: students hold them for a term."""

from __future__ import annotations

import importlib

import pytest

# Every import of the kit in the exercises of version 0.1.0. Rows are added and never taken away.
RELEASED = {
    "descent": "Array Gradient MiniBatches check linear_regression losses minimize plots",
    "descent.echo": "Echo",
}


@pytest.mark.parametrize("module", RELEASED)
def test_a_released_notebook_finds_what_it_imports(module: str) -> None:
    found = importlib.import_module(module)
    assert [name for name in RELEASED[module].split() if not hasattr(found, name)] == []


def test_check_is_the_function_and_not_its_module() -> None:
    import descent

    assert descent.check(42) == 0.0
