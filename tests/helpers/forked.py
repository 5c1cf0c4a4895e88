"""nbgrader's commands as forks of one process that has imported it, as that is half of their work.

The command itself is stock: it reads its configuration, does its work and ends as it does from a
shell, in its own folder and process. Before the first that grades, what starts students' processes
is started too, which is most of what is left; the forks share it, as the workers of a batch do.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from select import select

from tests.helpers.environment import isolated

# Forks for each line, a folder, arguments and two files, and says with which code the fork ended.
SERVER = """
import atexit, json, os, sys
from nbgrader.apps.nbgraderapp import main
from autograder.integration import autograde, class_folder, feedback, release
from autograder.scheduling.job import capabilities
while line := sys.stdin.readline():
    folder, sys.argv[:], *files = json.loads(line)
    if "autograde" in sys.argv:
        capabilities()
    child = os.fork()
    if not child:
        atexit._clear()  # what is shared ends with the server
        os.chdir(folder)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for number, file in enumerate(files, 1):
            os.dup2(os.open(file, os.O_WRONLY), number)
        sys.exit(main())
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def forked(folder: Path, command: list[str], timeout: float) -> subprocess.CompletedProcess[str]:
    """Run nbgrader with these arguments, the first of which is its name, and return what it said.

    Raises
    ------
    subprocess.TimeoutExpired
        If it takes longer than `timeout`, in seconds.
    """
    server = _server()
    assert server.stdin is not None
    assert server.stdout is not None
    with tempfile.TemporaryDirectory() as name:
        files = [Path(name) / "out", Path(name) / "err"]
        for file in files:
            file.touch()
        server.stdin.write(json.dumps([str(folder), command, *map(str, files)]) + "\n")
        server.stdin.flush()
        if not select([server.stdout], [], [], timeout)[0]:
            os.killpg(server.pid, signal.SIGKILL)  # the command too
            _server.cache_clear()
            raise subprocess.TimeoutExpired(command, timeout)
        code = int(server.stdout.readline())
        return subprocess.CompletedProcess(command, code, *(file.read_text() for file in files))


@cache
def _server() -> subprocess.Popen[str]:
    server = subprocess.Popen(
        # Without the folder where it happens to be, which a command does not import from either.
        [sys.executable, "-P", "-c", SERVER],
        env=isolated(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    atexit.register(server.communicate)  # ends with its input
    return server
