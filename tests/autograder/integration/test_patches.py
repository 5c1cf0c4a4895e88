"""Everything private of nbgrader and nbconvert stands in one module, and is still there."""

from __future__ import annotations

import ast
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbconvert
import nbgrader.api
import pytest
from sqlalchemy import text
from traitlets.config import Config

from autograder.integration import patches
from autograder.integration.gradebook_session import gradebook_session
from autograder.nbgrader_config import configure
from tests.test_architecture import modules

THEIRS = (nbgrader, nbconvert)
PATCHES = Path(patches.__file__)
GRADER = {name: file for name, file in modules().items() if name.split(".")[0] == "autograder"}


def owned(owner: str, name: str) -> Any:
    """Return a thing of theirs, looked up on an object if it is made with one."""
    home = pkgutil.resolve_name(owner)
    return getattr(home, name) if hasattr(home, name) else getattr(home(), name)


def lost() -> Iterator[str]:
    """Yield what is in the table and is no longer as it says."""
    for owner, name, parameters in patches.TAKEN:
        try:
            found = owned(owner, name)
            names = [*inspect.signature(found).parameters] if parameters else []
        except (ImportError, AttributeError) as gone:
            yield f"{owner}.{name}: {gone}"
        else:
            if names[: len(parameters.split())] != parameters.split():
                yield f"{owner}.{name} takes {names}"


def test_all_that_is_taken_is_there() -> None:
    versions = f"nbgrader {version('nbgrader')}, nbconvert {version('nbconvert')}"
    assert [*lost()] == [], f"{versions} moved what autograder/integration/patches.py takes"


@pytest.mark.parametrize("row", [
    ("nbgrader.api.Notebook", "_cells_of_old", ""),
    ("nbgrader.gone", "Gradebook", ""),
    ("nbgrader.preprocessors.SaveAutoGrades", "_add_score", "self cell points"),
])  # fmt: skip
def test_what_is_gone_is_seen(row: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patches, "TAKEN", (row,))
    assert len([*lost()]) == 1


@cache
def private() -> set[str]:
    """Return every private name that nbgrader and nbconvert define, in any file of theirs."""
    files = [file for package in THEIRS for file in Path(package.__file__).parent.rglob("*.py")]
    text = "\n".join(f.read_text(encoding="utf-8") for f in files if "tests" not in f.parts)
    words = re.findall(r"(?:\bdef |\bself\.|^ +)(_[a-z]\w*)", text, re.M)
    return {*words}


def touched(source: str) -> set[str]:
    """Return the private names that a module uses or overrides."""
    tree = ast.parse(source)
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    methods = {
        node.name
        for scope in ast.walk(tree)
        if isinstance(scope, ast.ClassDef)
        for node in scope.body
        if isinstance(node, ast.FunctionDef)
    }
    return (used | methods) & private()


def replaced(source: str) -> list[str]:
    """Return the attributes of imported modules and classes that a module sets."""
    tree = ast.parse(source)
    imported = {
        (alias.asname or alias.name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    targets = [
        target
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute)
    ]
    return [
        ast.unparse(target) for target in targets if ast.unparse(target).split(".")[0] in imported
    ]


def uses_theirs(source: str) -> bool:
    return bool(re.search(r"^(?:from|import) (?:nbgrader|nbconvert|\S+\.patches)\b", source, re.M))


USERS = [
    name for name, file in GRADER.items()
    if file != PATCHES and uses_theirs(file.read_text(encoding="utf-8"))
]  # fmt: skip


@pytest.mark.parametrize("module", USERS)
def test_no_other_module_touches_anything_private(module: str) -> None:
    source = GRADER[module].read_text(encoding="utf-8")
    assert touched(source) == set()
    assert replaced(source) == []
    assert "super(" not in source.replace("super()", "")


@pytest.mark.parametrize("module", GRADER)
def test_nothing_is_mocked(module: str) -> None:
    source = GRADER[module].read_text(encoding="utf-8")
    assert not re.search(r"\bunittest\b|\bmock\b", source)


def test_the_table_is_what_the_module_takes() -> None:
    in_table = {name for _, name, _ in patches.TAKEN if name.startswith("_")}
    assert touched(PATCHES.read_text(encoding="utf-8")) == in_table
    assert len(USERS) > 8


def test_what_is_private_is_seen() -> None:
    source = "import nbgrader.apps.api\nnbgrader.apps.api.Autograde = 1\nx._init_resources()"
    assert touched(source) == {"_init_resources"}
    assert touched("class Ours(Theirs):\n    def _add_score(self): ...") == {"_add_score"}
    assert replaced(source) == ["nbgrader.apps.api.Autograde"]


def test_nbgrader_has_its_own_gradebook_back_afterwards(tmp_path: Path) -> None:
    places = [pkgutil.resolve_name(name) for name in patches.GRADEBOOK_USERS]
    own = {place.Gradebook for place in places}
    url = f"sqlite:///{tmp_path}/gradebook.db"

    def fail() -> None:
        with gradebook_session(url, "descent") as opened:
            assert {place.Gradebook(url) for place in places} == {opened}
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert {place.Gradebook for place in places} == own == {nbgrader.api.Gradebook}


def test_a_new_gradebook_waits_for_no_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    patches.look_up_version()
    stock = nbgrader.api.get_alembic_version.__wrapped__
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    due = stock()
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(nbgrader.api, "get_alembic_version", stock)
    with pytest.raises(FileNotFoundError):
        nbgrader.api.Gradebook(f"sqlite:///{tmp_path}/stock.db")
    configure(Config())
    with nbgrader.api.Gradebook(f"sqlite:///{tmp_path}/ours.db") as gradebook:
        rows = gradebook.db.execute(text("SELECT version_num FROM alembic_version")).all()
    assert rows == [(due,)]
