"""`make` on other people's machines: their settings, their folders, their Pythons."""

from __future__ import annotations

import os
import py_compile
import re
import runpy
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import cache_from_source
from pathlib import Path

import pytest

from course.paths import ROOT
from tests.helpers.environment import isolated
from tests.helpers.make import around, files, installed, make
from tests.helpers.processes import interruptible

PARTS = (
    *("Makefile", "environment.mk", "tools", "pyproject.toml", "requirements.lock"),
    *("_config.yml", "_toc.yml"),
)
PACKAGES = ("descent", "solutions", "course", "book", "autograder")
# Stands in for every program: writes down how it was called, and makes what make looks for.
RECORDER = """#!/bin/sh
printf '%s\\n' "== $0 $*" "HOME=$HOME" "JUPYTER_PATH=$JUPYTER_PATH" "PYTHONPATH=$PYTHONPATH" \\
  "JUPYTER_CONFIG_DIR=$JUPYTER_CONFIG_DIR" "MPLBACKEND=$MPLBACKEND" >> "$CALLS"
case "$0 $*" in
  *"$STOP"*) [ -z "$STOP" ] || { touch "${CALLS%calls}stopped"; exec sleep 60; } ;;
esac
case "$*" in
  *"autograder course"*) mkdir -p _build/demo ;;
  *"jupyter-book"*|"build "*) mkdir -p _build/html ;;
esac
"""


@pytest.fixture(params=["plain", "OneDrive - University/Kurs 課程 é"])
def checkout(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A checkout with all that make reads; its programs only write down how they are called."""
    folder = tmp_path / request.param
    folder.mkdir(parents=True)
    for part in PARTS:
        (shutil.copytree if (ROOT / part).is_dir() else shutil.copy)(ROOT / part, folder / part)
    for part in ("chapters/exercises", "tests/submissions", *PACKAGES):
        (folder / part).mkdir(parents=True)
    for lesson in ("chapters/momentum.md", "chapters/exercises/momentum.md"):
        (folder / lesson).touch()
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name in ("python", "nbgrader", "jupyter-book", "uv"):
        (programs / name).write_text(RECORDER)
        (programs / name).chmod(0o755)
    return folder


def test_every_tool_has_settings_of_our_own(checkout: Path) -> None:
    installed(checkout)
    done = make(checkout, "all", f"PYTHON={sys.executable}")
    assert done.returncode == 0, done.stderr
    calls = (checkout / "calls").read_text(encoding="utf-8").split("== ")[1:]
    assert {Path(call.split()[0]).name for call in calls if " - " not in str(checkout)} <= {
        "python", "nbgrader", "jupyter-book",
    }  # fmt: skip
    assert sum("autograde --force momentum" in call for call in calls) == 1
    assert sum("/jupyter-book build" in call for call in calls) == 1
    for call in calls:
        said = dict(line.split("=", 1) for line in call.splitlines()[1:])
        assert said == {
            "HOME": f"{checkout}/_build/home",
            "JUPYTER_PATH": "",
            "PYTHONPATH": "",
            "JUPYTER_CONFIG_DIR": f"{checkout}/_build/home/.jupyter",
            "MPLBACKEND": "",
        }


def test_a_finished_make_does_nothing_again(checkout: Path) -> None:
    installed(checkout)
    assert make(checkout, "all", f"PYTHON={sys.executable}").returncode == 0
    (checkout / "calls").unlink()
    assert make(checkout, "all", f"PYTHON={sys.executable}").returncode == 0
    calls = re.findall(r"== .*", (checkout / "calls").read_text(encoding="utf-8"))
    assert [call.split(" -m ")[1] for call in calls] == ["autograder points"]


@pytest.mark.parametrize("why", ["moved", "of another Python", "its Python is gone", "unfinished"])
def test_an_unfit_venv_is_made_anew(checkout: Path, why: str) -> None:
    installed(checkout)
    done, python = checkout / ".venv" / ".done", checkout / ".venv" / "bin" / "python"
    if why == "moved":
        done.write_text(done.read_text().replace(str(checkout), "/elsewhere"))
    elif why == "of another Python":
        done.write_text("3.9.1 " + done.read_text().split(" ", 1)[1])
    elif why == "its Python is gone":
        python.unlink()
        python.symlink_to("/nowhere/python3")
    else:
        done.unlink()
    planned = make(checkout, "-n", ".venv/.done", f"PYTHON={sys.executable}").stdout
    assert "tools/install.py" in planned
    if why == "its Python is gone":  # nor is any other looked for
        assert "tools/install.py" in make(checkout, "-n", ".venv/.done").stdout


def test_a_fit_venv_stays(checkout: Path) -> None:
    installed(checkout)
    planned = make(checkout, "-n", ".venv/.done", f"PYTHON={sys.executable}").stdout
    assert "install" not in planned


def test_an_old_python_is_told_so_before_anything_is_made(checkout: Path) -> None:
    old = checkout.parent / "old-python"
    old.write_text("#!/bin/sh\necho Python 3.11 or later is needed >&2; exit 1\n")
    old.chmod(0o755)
    done = make(checkout, ".venv/.done", f"PYTHON='{old}'")
    assert done.returncode != 0
    assert "Python 3.11 or later is needed" in done.stderr
    assert not (checkout / ".venv" / ".done").exists()


def test_a_second_make_says_that_one_is_at_work(checkout: Path) -> None:
    installed(checkout)
    (checkout / "_build").mkdir()
    (checkout / "_build" / ".maker").write_text(f"{os.getpid()}\n")
    done = make(checkout, "demo", f"PYTHON={sys.executable}")
    assert f"another make (process {os.getpid()}) is at work in this folder" in done.stderr
    assert done.returncode == 2
    assert not (checkout / "calls").exists()


def test_a_make_that_was_killed_is_not_waited_for(checkout: Path) -> None:
    installed(checkout)
    gone = subprocess.Popen(["true"])
    gone.wait()
    (checkout / "_build").mkdir()
    (checkout / "_build" / ".maker").write_text(f"{gone.pid}\n")
    assert make(checkout, "demo", f"PYTHON={sys.executable}").returncode == 0


@pytest.mark.parametrize("stage", ["/jupyter-book", "autograde --force", "autograder course"])
def test_a_make_that_was_interrupted_is_taken_up_again(checkout: Path, stage: str) -> None:
    installed(checkout)
    words = ["make", "all", f"PYTHON={sys.executable}"]
    begun = subprocess.Popen(
        words, cwd=checkout, env={**around(checkout), "STOP": stage},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        preexec_fn=interruptible,
    )  # fmt: skip
    wait_for(checkout / "stopped", begun)
    os.killpg(begun.pid, signal.SIGINT)  # as a terminal does it: everybody in it is told
    begun.communicate(timeout=30)
    assert begun.returncode != 0
    assert not (checkout / "_build" / "demo" / "gradebook.txt").exists() or "book" in stage
    assert make(checkout, "all", f"PYTHON={sys.executable}").returncode == 0
    assert (checkout / "_build" / "demo" / "gradebook.txt").exists()
    assert (checkout / "_build" / "html" / ".done").exists()


def wait_for(file: Path, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while not file.exists():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_made(checkout: Path) -> None:
    installed(checkout)
    (checkout / "_build").touch()  # root may write anywhere, but in no file as in a folder
    done = make(checkout, "all", f"PYTHON={sys.executable}")
    assert done.returncode == 2
    assert f"nothing can be written in {checkout}" in done.stderr
    assert not (checkout / "calls").exists()


def test_a_bare_locale_and_a_private_umask_are_well(checkout: Path) -> None:
    installed(checkout)
    before = files(checkout)
    done = make(checkout, "all", f"PYTHON={sys.executable}", umask=0o077, LC_ALL="POSIX")
    assert done.returncode == 0, done.stderr
    assert (done.stderr, files(checkout) - before) == ("", set())


def test_help_needs_nothing_and_names_every_command(checkout: Path) -> None:
    shutil.rmtree(checkout / ".venv")
    done = make(checkout, "help", PYTHON="/nowhere/python")
    assert (done.returncode, done.stderr) == (0, "")
    columns = [re.fullmatch(r"([a-z-]+) +(\S.*)", line) for line in done.stdout.splitlines()]
    assert all(columns)
    assert {"all", "check", "page", "exercise", "bench-playground"} <= {c[1] for c in columns if c}
    assert len({c.start(2) for c in columns if c}) == 1


def test_the_environment_of_make_is_that_of_the_tests(tmp_path: Path) -> None:
    shutil.copy(ROOT / "environment.mk", tmp_path)
    (tmp_path / "Makefile").write_text("include environment.mk\nall:\n\t@env\n")
    around = {"PATH": os.environ["PATH"], "PYTHONPATH": "/user", "MPLBACKEND": "TkAgg", "KEPT": "1"}
    said = subprocess.run(
        ["make", "-s"], cwd=tmp_path, env=around, text=True, capture_output=True, check=True
    ).stdout
    theirs = dict(line.split("=", 1) for line in said.splitlines())
    ours = isolated(around)
    extra = ("MAKE", "MFLAGS", "PWD", "OLDPWD", "SHLVL", "_", "PATH")  # what make and sh add
    seen = {k: v.replace(str(tmp_path), str(ROOT)) for k, v in theirs.items()}
    assert {k: v for k, v in seen.items() if not k.startswith(extra)} == {
        k: v for k, v in ours.items() if not k.startswith(extra)
    }
    assert ours["KEPT"] == "1"


def test_a_new_wheel_does_not_lie_beside_an_old_one(checkout: Path) -> None:
    installed(checkout)
    old = checkout / "_build" / "wheel" / "descent_course-0.1.0-py3-none-any.whl"
    old.parent.mkdir(parents=True)
    old.touch()
    assert make(checkout, "wheel", f"PYTHON={sys.executable}").returncode == 0
    assert not old.exists()


def test_the_libraries_byte_code_lies_where_tools_of_make_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, module = tmp_path / "cache", tmp_path / "site" / "package" / "module.py"
    module.parent.mkdir(parents=True)
    module.write_text("x = 1\n", encoding="utf-8")
    monkeypatch.setattr(sys, "pycache_prefix", None)
    beside = Path(py_compile.compile(str(module)) or "")
    assert beside.parent == module.parent / "__pycache__"
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(cache))
    runpy.run_path(str(ROOT / "tools" / "install.py"))["share_byte_code"](tmp_path / "site")
    monkeypatch.setattr(sys, "pycache_prefix", str(cache))
    assert Path(cache_from_source(str(module))).read_bytes() == beside.read_bytes()
