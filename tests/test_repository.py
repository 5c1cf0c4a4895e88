"""What the repository may hold: no notebook, no long file, no address of an index."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from autograder.engine.sandbox import LEVELS
from tests.test_architecture import FOLDERS, ROOT, python_files

LONGEST = 300  # lines of Python in one file


def test_no_notebook_is_tracked() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("an unpacked archive has no list of tracked files")
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "pyproject.toml" in tracked.stdout.splitlines()
    assert [name for name in tracked.stdout.splitlines() if name.endswith(".ipynb")] == []


def test_no_python_file_is_too_long() -> None:
    files = [file for folder in FOLDERS for file in python_files(folder)]
    assert Path(__file__) in files
    lengths = {str(f): len(f.read_text(encoding="utf-8").splitlines()) for f in files}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


@pytest.mark.parametrize(
    "file",
    [*ROOT.glob("requirements*"), *ROOT.glob("tests/**/requirements*")],
    ids=lambda f: f.name,
)
def test_requirements_name_no_index(file: Path) -> None:
    lines = [line.partition("#")[0] for line in file.read_text(encoding="utf-8").splitlines()]
    hosts = [
        line for line in lines if re.search(r"https?://|--[\w-]*index|--find-links|^-[if]", line)
    ]
    assert any(lines)
    assert hosts == []


@pytest.mark.parametrize("name", ["SECURITY.md", "chapters/instructors.md"])
def test_each_level_of_confinement_is_explained(name: str) -> None:
    rows = re.findall(r"^\| `(\w+)` \|", (ROOT / name).read_text(encoding="utf-8"), re.M)
    assert rows == [*reversed(LEVELS)]


@pytest.mark.parametrize("file", [*ROOT.glob("*.md"), *ROOT.glob("chapters/*.md")], ids=str)
def test_a_test_that_is_named_is_there(file: Path) -> None:
    there = {path.name for path in (ROOT / "tests").rglob("*.py")}
    assert {*re.findall(r"\btest_\w+\.py\b", file.read_text(encoding="utf-8"))} <= there


def test_what_runs_elsewhere_ends_and_is_there() -> None:
    commands = (ROOT / "Makefile").read_text(encoding="utf-8")
    files = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    assert len(files) > 1
    for file in files:
        for job in yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"].values():
            assert 0 < job["timeout-minutes"] <= 60, file
            for command in job["strategy"]["matrix"].get("command", []):
                assert re.search(rf"^{command}:", commands, re.M), command
