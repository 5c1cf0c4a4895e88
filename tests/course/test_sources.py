"""What some modules are made of is found, however they import it, and told from what it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.digest import digest
from course.sources import files, packages

TREE = {
    "start/__init__.py": "",
    "start/begin.py": "import os, other.deep.module\nfrom start.inner import beside",
    "start/inner/__init__.py": "from .. import above",
    "start/inner/beside.py": "from .sibling import x\nif True:\n    from ..up import y",
    "start/inner/sibling.py": "x = 1",
    "start/above.py": "",
    "start/up.py": "def later():\n    from fourth import (\n        hidden,\n    )",
    "start/unused.py": "import unused",
    "other/__init__.py": "import third",
    "other/deep/__init__.py": "",
    "other/deep/module.py": "import start.begin",  # a circle
    "third.py": "",
    "fourth/__init__.py": "",
    "fourth/hidden.py": "",
    "unused/__init__.py": "",
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name, text in TREE.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_every_way_of_importing_is_followed(tree: Path) -> None:
    found = {path.relative_to(tree).as_posix() for path in files(["start.begin"], tree)}
    assert found == {name for name in TREE if "unused" not in name}


def test_the_packages_are_those_of_the_files(tree: Path) -> None:
    assert packages("start.begin", root=tree) == ["fourth", "other", "start", "third.py"]
    assert packages("unused", root=tree) == ["unused"]


@pytest.mark.parametrize("change", ["content", "name", "new", "border"])
def test_a_change_of_any_kind_gives_another_digest(tree: Path, change: str) -> None:
    before = digest([tree / "start"], "*.py")
    path = tree / "start" / "inner" / "sibling.py"
    if change == "content":
        path.write_text("x = 2")
    elif change == "name":
        path.rename(path.with_name("sister.py"))
    elif change == "new":
        path.with_name("empty.py").touch()
    else:  # the same characters one after another, but parted elsewhere
        path.write_text("x = ")
        (tree / "start" / "unused.py").write_text("1" + TREE["start/unused.py"])
    assert digest([tree / "start"], "*.py") != before


def test_only_what_is_asked_for_counts_and_not_where_it_lies(tree: Path) -> None:
    before = digest([tree / "start", tree / "other"], "*.py", "*.txt")
    (tree / "start" / "compiled.pyc").touch()
    assert digest([tree / "other", tree / "start"], "*.py", "*.txt") == before
    moved = tree.rename(tree.with_name("elsewhere"))
    assert digest([moved / "start", moved / "other"], "*.py", "*.txt") == before
    (moved / "start" / "data.txt").touch()
    assert digest([moved / "start", moved / "other"], "*.py", "*.txt") != before
