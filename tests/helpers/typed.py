"""Commands as somebody types them, one after another, without waiting for Python at each.

nbgrader takes seconds to be imported. Here one process does it once, and a fork of it runs each
command; what is no Python of ours goes to the shell. What starts students' processes is started
once as well, before the first command that runs them.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

GRADING = {"autograde", "diff"}


class Terminal:
    """A shell in a folder of its own, of the account that `by` makes it; use it in a ``with``."""

    def __init__(self, folder: Path, environment: dict[str, str], by: Sequence[str] = ()) -> None:
        command = [*by, sys.executable, "-m", "tests.helpers.typed"]
        self.folder = folder
        self.process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate()  # ends with its input

    def type(self, line: str) -> str:
        """Run a command where we are, and return what it said; it must not fail."""
        words = shlex.split(line, comments=True)
        if words[0] == "cd":
            self.folder = Path(words[1].replace("~", os.path.expanduser("~"), 1))
            return ""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps([str(self.folder), words]) + "\n")
        self.process.stdin.flush()
        code, said = json.loads(self.process.stdout.readline())
        assert code == 0, f"{line}\n{said}"
        return str(said)


def _run(words: list[str]) -> int:
    if words[0] == "nbgrader":
        from nbgrader.apps.nbgraderapp import main

        sys.argv = words
        main()
        return 0
    if words[:3] == ["python", "-m", "autograder"]:
        from autograder.__main__ import main as ours

        return ours([os.path.expanduser(word) for word in words[3:]])
    return subprocess.run(words, check=False, stdout=1, stderr=2).returncode


def _forked(folder: str, words: list[str]) -> tuple[int, str]:
    if GRADING.intersection(words):
        from autograder.scheduling.job import capabilities

        capabilities()
    with tempfile.TemporaryFile("w+") as said:
        child = os.fork()
        if not child:
            code = 1
            try:
                os.chdir(folder)
                os.dup2(said.fileno(), 1)
                os.dup2(said.fileno(), 2)
                code = _run(words)
            except SystemExit as ended:
                code = ended.code if isinstance(ended.code, int) else ended.code is not None
            except Exception:
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        _, status = os.waitpid(child, 0)
        said.seek(0)
        return os.waitstatus_to_exitcode(status), said.read()


if __name__ == "__main__":
    import nbgrader.apps.nbgraderapp  # noqa: F401 - so that no command has to

    for line in sys.stdin:
        answer = _forked(*json.loads(line))
        print(json.dumps(answer), flush=True)
