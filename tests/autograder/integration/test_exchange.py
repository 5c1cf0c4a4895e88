"""A hub's way: nbgrader's exchange walked from `release_assignment` to `fetch_feedback`.

By two accounts where the tests run as root: who teaches, and nobody, who hands in. That one may
write its own folders only, but read everything, as Python itself may lie in a closed home. Without
root both are the account that runs the tests, with homes of their own.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from autograder.integration.demo import submission
from tests.helpers.environment import isolated
from tests.helpers.nbgrader import TEXTS
from tests.helpers.typed import Terminal

STUDENT = "nobody"
ROOT = os.geteuid() == 0
AS_STUDENT = [
    *("setpriv", "--reuid", STUDENT, "--clear-groups"),
    *("--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search"),
]


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that every account can reach, which those of pytest are not."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


@pytest.fixture
def accounts(place: Path, released: Path) -> Iterator[tuple[Terminal, Terminal]]:
    """The terminals of the teacher, in a class, and of the student, for commands of nbgrader."""
    course, home, exchange = (place / name for name in ("class", "home", "exchange"))
    shutil.copytree(released, course)
    for folder in (home, exchange):
        folder.mkdir()
    exchange.chmod(0o777)  # as nbgrader's manual has it
    (home / "nbgrader_config.py").write_text("c = get_config()\n")
    for config in (course, home):
        with (config / "nbgrader_config.py").open("a") as file:
            file.write(f"c.Exchange.root = {str(exchange)!r}\n")
            file.write(f"c.Exchange.cache = {str(config / 'cache')!r}\n")
            file.write("c.CourseDirectory.course_id = 'descent'\n")
    if ROOT:
        shutil.chown(home, STUDENT)

    def terminal(folder: Path, name: str, by: list[str]) -> Terminal:
        homes = ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR", "MPLCONFIGDIR")
        own = dict.fromkeys(homes, folder)
        return Terminal(folder, isolated(**own, USER=name, LOGNAME=name), by)

    teacher = terminal(course, "root" if ROOT else "", [])
    student = terminal(home, STUDENT if ROOT else "", AS_STUDENT * ROOT)
    with teacher, student:
        yield teacher, student


def test_an_assignment_goes_out_and_its_feedback_comes_back(
    accounts: tuple[Terminal, Terminal], place: Path
) -> None:
    teach, study = (terminal.type for terminal in accounts)
    name = "momentum"
    teach(f"nbgrader release_assignment {name}")
    assert name in study("nbgrader list")
    study(f"nbgrader fetch_assignment {name}")
    notebook = place / "home" / name / f"{name}.ipynb"
    fetched = nbformat.read(notebook, as_version=4)
    assert any("raise NotImplementedError" in cell.source for cell in fetched.cells)

    notebook.write_text(submission(TEXTS / "mistaken.py", notebook), encoding="utf-8")
    study(f"nbgrader submit {name}")
    teach(f"nbgrader collect {name}")
    (collected,) = (place / "class" / "submitted").glob(f"*/{name}/{name}.ipynb")
    assert collected.read_bytes() == notebook.read_bytes()
    if ROOT:
        assert collected.parts[-3] == STUDENT

    teach(f"nbgrader autograde {name}")
    teach(f"nbgrader generate_feedback {name}")
    teach(f"nbgrader release_feedback {name}")
    study(f"nbgrader fetch_feedback {name}")
    (page,) = (place / "home" / name / "feedback").rglob("*.html")
    text = page.read_text(encoding="utf-8")
    assert "the accumulating form" in text
    assert 'class="mark right"' in text
