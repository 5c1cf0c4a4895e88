"""What the doctor says of an installation: each trouble with the command that helps."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

import descent
from course.assemble import assemble
from descent.doctor import report


def notebook(folder: Path, kit: str) -> None:
    text = json.dumps({"cells": [], "metadata": {"descent": {"kit": kit}}})
    (folder / "momentum.ipynb").write_text(text, encoding="utf-8")


def test_nothing_is_wrong_here(tmp_path: Path) -> None:
    notebook(tmp_path, assemble("momentum").metadata["descent"]["kit"])
    (tmp_path / "other.ipynb").write_text("{}")
    (tmp_path / "broken.ipynb").write_text("PK")
    lines, well = report(tmp_path)
    assert well
    assert descent.__version__ in lines[0]
    assert lines[1:] == ["nothing is wrong with it"]


def test_a_notebook_of_another_kit_is_named(tmp_path: Path) -> None:
    notebook(tmp_path, "0.0.1+k0")
    lines, well = report(tmp_path)
    assert not well
    assert lines[1].startswith("momentum.ipynb was made with the kit 0.0.1+k0: get the notebook")


def test_what_is_missing_and_what_is_too_many_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def version(name: str) -> str:
        if name == "anywidget":
            raise metadata.PackageNotFoundError(name)
        return "0.2.5"

    monkeypatch.setattr(metadata, "version", version)
    lines, well = report(tmp_path)
    assert not well
    assert lines[1] == "anywidget is missing, and the playground needs it: pip install anywidget"
    assert "another package called descent (0.2.5)" in lines[2]
    assert "pip uninstall -y descent, then pip install --force-reinstall FILE" in lines[2]
    kit = "descent_course-2.0+20260101.k0-py3-none-any.whl"
    for name in (kit, "descent_course-1.0+20270101.k0-py3-none-any.whl"):
        (tmp_path / name).touch()
    assert report(tmp_path)[0][2].endswith(f"pip install --force-reinstall {kit}")


def test_it_is_a_command(tmp_path: Path) -> None:
    notebook(tmp_path, "0.0.1+k0")
    for arguments, code in ((["doctor"], 1), ([], 1), (["nurse"], 1)):
        done = subprocess.run(
            [sys.executable, "-m", "descent", *arguments],
            cwd=tmp_path,
            text=True,
            capture_output=True,
            check=False,
        )
        assert done.returncode == code
        assert ("made with the kit" in done.stdout) == bool(arguments == ["doctor"])
        assert ("usage: python -m descent doctor" in done.stderr) == (arguments != ["doctor"])
