"""The wheel is what students get: the kit, and nothing of the key or the questions."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from autograder.__main__ import main
from course.paths import ROOT
from tests.helpers.hidden import leaks

pytestmark = pytest.mark.slow


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


def test_it_has_no_command_as_what_it_would_run_is_not_in_it(wheel: zipfile.ZipFile) -> None:
    assert [name for name in wheel.namelist() if "entry_points" in name or "scripts" in name] == []


def test_who_installs_the_repository_has_the_command(tmp_path: Path) -> None:
    make = "import sys; from hatchling.build import build_editable; build_editable(sys.argv[1])"
    subprocess.run([sys.executable, "-c", make, str(tmp_path)], cwd=ROOT, check=True, timeout=120)
    (built,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(built) as editable:
        (path,) = (name for name in editable.namelist() if name.endswith("entry_points.txt"))
        said = editable.read(path).decode()
    assert said.split() == ["[console_scripts]", "descent-course", "=", "autograder.__main__:main"]


@pytest.mark.parametrize("called", ["descent-course", "__main__.py"])
def test_a_command_is_called_what_was_typed(
    called: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", [f"/somewhere/{called}", "--help"])
    with pytest.raises(SystemExit):
        main()
    typed = "descent-course" if called == "descent-course" else "python -m autograder"
    assert capsys.readouterr().out.startswith(f"usage: {typed} [-h] COMMAND")
