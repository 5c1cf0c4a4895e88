"""The first cell of a notebook says what is missing, and the command, in one sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from course.assemble import assemble, assignments
from course.paths import ROOT

# What PyPI's package called descent does under NumPy 2, and what it would do if it did not fail.
OTHERS = {
    "nothing": None,
    "another that fails": "import numpy as np\nnp.Inf",
    "another that does not": "__version__ = '0.2.5'",
}

KIT = "descent_course-1.0+20260101.k0-py3-none-any.whl"
# The project is on no path, where an editable installation has put it.
ALONE = """
import sys
sys.path[:] = [sys.argv[2], *(p for p in sys.path if p != sys.argv[1])]
sys.meta_path[:] = [finder for finder in sys.meta_path if "editable" not in repr(finder)]
"""


def first_cell(assignment: str) -> str:
    return str(next(c.source for c in assemble(assignment).cells if c.cell_type == "code"))


@pytest.mark.parametrize("other", OTHERS)
def test_what_is_missing_is_told_with_the_command(other: str, tmp_path: Path) -> None:
    if (text := OTHERS[other]) is not None:
        (tmp_path / "descent").mkdir()
        (tmp_path / "descent" / "__init__.py").write_text(text)
        (tmp_path / KIT).touch()
    done = subprocess.run(
        [sys.executable, "-I", "-c", ALONE + first_cell("momentum"), str(ROOT), str(tmp_path)],
        text=True,
        capture_output=True,
        cwd=tmp_path,
        check=False,
    )
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("ImportError: the kit of this course is not installed here: run `%pip")
    # With the file that lies beside the notebook, it can be copied as it stands.
    assert f"--force-reinstall {'descent_course-....whl' if text is None else KIT}`" in last
    assert "During handling" not in done.stderr


@pytest.mark.parametrize("assignment", assignments())
def test_every_notebook_begins_with_it(assignment: str) -> None:
    assert first_cell(assignment).startswith("try:\n    from descent import check\n")
