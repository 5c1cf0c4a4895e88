"""The shell that a notebook's cells expect, where no program can be started.

What is harmless in every Jupyter must not end a cell here: a line such as ``!pip install`` is
passed over with one sentence, and the cell goes on.
"""

from __future__ import annotations

import builtins
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from . import figures

NO_PROGRAMS = "Programs cannot be started while grading; this was passed over: {}"
NO_DEBUGGER = "There is no debugger while grading; this was passed over."
NO_EXIT = "The notebook goes on while grading; this was passed over."
# Cell magics that hand the whole cell to a program.
SCRIPTS = ("bash", "sh", "script", "cmd", "perl", "ruby", "python", "python2", "python3", "system",
           "sx", "!")  # fmt: skip


def make() -> tuple[Any, Callable[[], None]]:
    """Return the shell, figures inline, and a flush for figures."""
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    from IPython.core.displayhook import DisplayHook
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.display import display
    from traitlets import Type
    from traitlets.config import Config

    class Displayed(DisplayHook):
        """A cell's last value is displayed like any other, so that it is captured as well."""

        def __call__(self, result: Any = None) -> None:
            if result is not None:
                display(result)

    class NotebookShell(InteractiveShell):
        """Errors go into the reply; nobody reads a traceback, and one takes 40 ms to write."""

        displayhook_class = Type(Displayed)

        def showtraceback(self, *_: Any, **__: Any) -> None: ...

        def showsyntaxerror(self, *_: Any, **__: Any) -> None: ...

        def _format_exception_for_storage(self, *_: Any, **__: Any) -> list[str]:
            return []

        def enable_gui(self, *_: Any) -> None: ...

        def enable_matplotlib(self, gui: Any = None) -> tuple[str, str]:
            """Draw inline, whatever is asked for."""
            return "inline", "inline"

        def ask_exit(self) -> None:
            print(NO_EXIT)

        def system(self, cmd: str) -> None:
            _pass_over(cmd)
            self.user_ns["_exit_code"] = 0

        system_piped = system_raw = system

        def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
            _pass_over(cmd)
            return [] if split else ""

    settings = Config()
    settings.HistoryManager.enabled = False
    settings.InteractiveShell.colors = "nocolor"
    settings.InteractiveShell.autocall = 0
    shell = NotebookShell.instance(config=settings)
    shell.db = {}  # what %cd remembers stands in a file, which no student's process may touch
    script: Any = _script
    for name in SCRIPTS:
        shell.register_magic_function(script, "line_cell", name)
    import matplotlib.pyplot  # noqa: F401 - imported before the files are hidden

    figures.draw_once()  # before the backend, as it begins, takes what it draws with
    from matplotlib_inline.backend_inline import flush_figures

    subprocess.Popen = NoProgram  # type: ignore[misc]
    sys.breakpointhook = lambda *_, **__: print(NO_DEBUGGER)
    leave: Any = shell.ask_exit
    builtins.quit = builtins.exit = leave
    return shell, flush_figures


class NoProgram(subprocess.Popen):  # type: ignore[type-arg]
    """What takes the place of a started program: it has ended, well, and has said nothing."""

    def __init__(self, args: Any, *_: Any, **options: Any) -> None:
        _pass_over(args if isinstance(args, str) else " ".join(map(str, args)))
        text = any(options.get(name) for name in ("text", "universal_newlines", "encoding"))
        self.args, self.returncode, self.pid = args, 0, 0
        self.stdin = self.stdout = self.stderr = None
        self._nothing: Any = "" if text else b""

    def communicate(self, *_: Any, **__: Any) -> tuple[Any, Any]:
        """Return that nothing was said."""
        return self._nothing, self._nothing

    def poll(self) -> int:
        """Return that it has ended."""
        return 0

    def wait(self, timeout: float | None = None) -> int:
        """Return that it has ended."""
        return 0

    def __exit__(self, *_: Any) -> None: ...

    def __del__(self, *_: Any) -> None: ...


def _pass_over(command: str) -> None:
    first = command.replace(sys.executable, "python").strip().partition("\n")[0]
    print(NO_PROGRAMS.format(first[:80]))


def _script(line: str = "", cell: str | None = None) -> None:
    """Pass a cell over that is for a program."""
    _pass_over(line or cell or "")
