"""The wheel is what students get: the kit, and nothing of the key or the questions."""

from __future__ import annotations

import subprocess
import sys
import zipfile

import pytest

from course.paths import ROOT
from tests.helpers.hidden import leaks


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(ROOT)], check=True, timeout=120)
    (built,) = folder.glob("*.whl")
    return zipfile.ZipFile(built)


def test_it_holds_the_kit_and_its_cases(wheel: zipfile.ZipFile) -> None:
    names = {name for name in wheel.namelist() if name.startswith("descent/")}
    kit = {path for path in (ROOT / "descent").rglob("*.*") if path.is_file()}
    assert names == {str(p.relative_to(ROOT)) for p in kit if "__pycache__" not in p.parts}
    data = {"py.typed", "data/digits.txt", "checking/cases/momentum.json",
            "playground/methods.json", "playground/js/playground.js"}  # fmt: skip
    assert {f"descent/{name}" for name in data} <= names
    assert all(name.startswith(("descent/", "descent_course-")) for name in wheel.namelist())


def test_it_holds_no_answer_no_mistakes_code_and_no_hidden_input(wheel: zipfile.ZipFile) -> None:
    texts = {name: wheel.read(name).decode(errors="replace") for name in wheel.namelist()}
    assert {name: found for name, text in texts.items() if (found := leaks(text))} == {}


def test_it_mentions_neither_key_nor_grader(wheel: zipfile.ZipFile) -> None:
    for name in wheel.namelist():
        if name.startswith("descent/"):
            text = wheel.read(name).decode()
            assert "import solutions" not in text
            assert "from solutions" not in text
            assert "from autograder" not in text
