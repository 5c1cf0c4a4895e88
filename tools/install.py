"""Make `.venv`: exactly what requirements.lock names, and the course itself.

With ``--check`` say why it has to be made anew, or nothing if it is of this Python and this folder.
"""

from __future__ import annotations

import contextlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
DONE = VENV / ".done"
# Kernels would warn, nine times a `make`, that they talk to their notebooks in the clear.
QUIET_KERNELS = 'get_config().IPKernelApp.log_level = "ERROR"\n'


def main() -> None:
    """Install everything; the last thing written says for which Python and folder that was."""
    if complaint():
        # An activated .venv offers its own Python; what is behind it makes the new one.
        run(getattr(sys, "_base_executable", sys.executable), "-m", "venv", "--clear", VENV)
    DONE.unlink(missing_ok=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet"]
    locked = ("--require-hashes", "--requirement", "requirements.lock")
    # Libraries keep their byte code beside them: students' processes look nowhere else.
    run(*pip, *locked, PYTHONPYCACHEPREFIX="")
    run(*pip, "--no-deps", "--no-build-isolation", "--editable", ".")
    (site,) = VENV.glob("lib/python*/site-packages")
    # Python reads this line in the encoding of the locale; a relative path has only dots.
    (site / "_descent_course.pth").write_text(os.path.relpath(ROOT, site) + "\n", "utf-8")
    share_byte_code(site)
    settings = VENV / "etc" / "ipython" / "ipython_kernel_config.py"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(QUIET_KERNELS, "utf-8")
    DONE.write_bytes(stamp())


def share_byte_code(site: Path) -> None:
    """Have the libraries' byte code where make's own tools look, too: see `environment.mk`.

    Otherwise each compiles them anew, and all workers of the tests at the same time.
    """
    if not (prefix := os.environ.get("PYTHONPYCACHEPREFIX")):
        return
    for code in site.rglob("__pycache__/*.pyc"):
        there = Path(prefix, *code.parts[1:-2], code.name)
        there.parent.mkdir(parents=True, exist_ok=True)
        there.unlink(missing_ok=True)
        try:
            there.hardlink_to(code)
        except OSError:  # another disk, or one without links
            shutil.copy2(code, there)


def run(*command: str | Path, **around: str) -> None:
    """Run a command in the checkout, and end where it fails: it has said why."""
    words = [str(word) for word in command]
    if code := subprocess.call(words, cwd=ROOT, env={**os.environ, **around}):
        sys.exit(code)


def complaint() -> str:
    """Return why `.venv` cannot stay, or nothing."""
    with contextlib.suppress(OSError):
        if DONE.read_bytes() == stamp():
            return "" if PYTHON.exists() else "its Python is gone"
        return "it is of another Python or was moved"
    return "it is not there, or not finished"


def stamp() -> bytes:
    """Return what tells this Python in this folder from others."""
    return f"{platform.python_version()} ".encode() + os.fsencode(ROOT) + b"\n"


if __name__ == "__main__":
    try:
        print(complaint()) if "--check" in sys.argv else main()
    except KeyboardInterrupt:
        sys.exit("interrupted; the next make begins the installation anew")
