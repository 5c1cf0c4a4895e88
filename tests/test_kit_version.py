"""Two kits that differ have two versions, and a notebook says which it was made with."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import descent
from autograder.integration import class_folder
from course.assemble import assemble, assignments
from course.paths import ROOT
from descent.version import RELEASE, digest


def wheel(folder: Path, into: Path) -> zipfile.ZipFile:
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(into), str(folder)], check=True, timeout=120)
    (built,) = into.glob("*.whl")
    return zipfile.ZipFile(built)


@pytest.mark.slow
def test_two_kits_that_differ_have_two_versions(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(ROOT / "descent", source / "descent")
    for name in ("pyproject.toml", "README.md", "LICENSE", "hatch_build.py"):
        shutil.copy(ROOT / name, source / name)
    names = [Path(wheel(source, tmp_path / "first").filename or "").name]
    case = source / "descent" / "checking" / "cases" / "momentum.json"
    case.write_text(case.read_text() + "\n")
    names.append(Path(wheel(source, tmp_path / "second").filename or "").name)
    versions = [name.split("-")[1] for name in names]
    assert versions[0] != versions[1]
    assert versions[0].endswith(digest())
    assert all(re.fullmatch(rf"{RELEASE}\+\d{{8}}\.k[0-9a-f]{{10}}", v) for v in versions)


def test_the_digest_sees_names_and_contents_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    first = digest(tmp_path)
    digest.cache_clear()
    assert digest(tmp_path) == first
    (tmp_path / "a.pyc").write_text("compiled")
    digest.cache_clear()
    assert digest(tmp_path) == first
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    digest.cache_clear()
    assert digest(tmp_path) != first


@pytest.mark.parametrize("assignment", assignments())
def test_a_notebook_says_which_kit_it_was_made_with(assignment: str) -> None:
    assert assemble(assignment).metadata["descent"]["kit"] == descent.__version__
    assert descent.__version__ == f"{RELEASE}+{digest()}"


def test_the_release_is_said_once_and_cited() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "version" not in project
    assert f"version: {RELEASE}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_a_notebook_that_differs_by_its_kit_only_is_not_renewed(tmp_path: Path) -> None:
    class_folder.make(tmp_path, ["momentum"])
    source = tmp_path / "source" / "momentum" / "momentum.ipynb"
    notebook = json.loads(source.read_text(encoding="utf-8"))
    text = source.read_text(encoding="utf-8").replace(descent.__version__, "0.0.1+kold")
    source.write_text(text, encoding="utf-8")
    assert notebook["metadata"]["descent"]["kit"] == descent.__version__
    assert class_folder.make(tmp_path, ["momentum"]) == ["everything is up to date"]
    assert source.read_text(encoding="utf-8") == text
