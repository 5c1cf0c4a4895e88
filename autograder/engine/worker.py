"""The student's side: runs cells and answers questions. It knows neither key nor questions.

Started by `session` as a process of its own. Standard input and output carry the messages; the
student's code gets neither.
"""

from __future__ import annotations

import base64
import importlib
import os
from collections.abc import Callable
from typing import IO, Any

import numpy as np
from engine import sandbox, wire

TEXT = 20_000  # characters of one output
OUTPUTS = 100  # outputs of one cell


def main() -> None:
    """Serve until the other side hangs up."""
    pipes = _private_pipes()
    readable = wire.receive(pipes[0])["readable"]
    shell, picture = _shell()
    sandbox.limit()
    confined = sandbox.confine(readable, [os.getcwd()])
    wire.send(pipes[1], {"confined": confined})
    while True:
        try:
            message = wire.receive(pipes[0])
        except EOFError:
            return
        if "cell" in message:
            reply = _run(shell, picture, message["cell"])
        else:
            reply = _answer(shell.user_ns, message, pipes)
        wire.send(pipes[1], reply)


def _private_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Take standard input and output for the messages and leave the void in their place."""
    pipes = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    void = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(void, number)
    return pipes


def _shell() -> tuple[Any, Callable[[], None]]:
    """Make the shell that a notebook's cells expect, figures inline; and a flush for figures."""
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

    class Quiet(InteractiveShell):
        """Errors go into the reply, not to the screen."""

        displayhook_class = Type(Displayed)

        def _showtraceback(self, *_: Any) -> None: ...

        def enable_gui(self, *_: Any) -> None: ...

    settings = Config()
    settings.HistoryManager.enabled = False
    settings.InteractiveShell.colors = "nocolor"
    settings.InteractiveShell.autocall = 0
    shell = Quiet.instance(config=settings)
    import matplotlib.pyplot  # noqa: F401 - imported before the files are hidden
    from matplotlib_inline.backend_inline import flush_figures

    return shell, flush_figures


def _run(shell: Any, flush_figures: Callable[[], None], source: str) -> dict[str, Any]:
    """Run one cell and return what it showed."""
    from IPython.utils.capture import capture_output

    with capture_output() as shown:
        result = shell.run_cell(source, store_history=True)
        flush_figures()
    texts = [text for text in (shown.stdout, shown.stderr) if text]
    outputs = [{"stream": str(text)[:TEXT]} for text in texts]
    outputs += [_plain(rich.data) for rich in shown.outputs[:OUTPUTS]]
    error = result.error_before_exec or result.error_in_exec
    if error is not None:
        outputs.append({"error": type(error).__name__, "text": str(error)[:TEXT]})
    return {"outputs": outputs, "worked": error is None}


def _plain(data: Any) -> dict[str, str]:
    """Text and PNG of an output, nothing that could act in a browser."""
    kept = {"text": str(data.get("text/plain", ""))[:TEXT]}
    png = data.get("image/png")
    if png is not None:
        kept["png"] = png if isinstance(png, str) else base64.b64encode(png).decode()
    return kept


def _answer(
    names: dict[str, Any], message: dict[str, Any], pipes: tuple[IO[bytes], IO[bytes]]
) -> dict[str, Any]:
    """Give a response of the kit for one of the student's names."""

    def lent(at: Any) -> Any:
        """Ask the examiner's oracle, on the other side."""
        wire.send(pipes[1], {"oracle": np.asarray(at, dtype=float).tolist()})
        reply = wire.receive(pipes[0])
        if "refused" in reply:
            raise ValueError(reply["refused"])
        return np.array(reply["slope"])

    name = message["name"]
    if name not in names:
        text = f"there is no {name}: does the cell that should make it work?"
        return {"seen": {"error": {"kind": "Unfit", "text": text, "line": ""}}}
    respond = importlib.import_module(message["module"]).respond
    given = [lent if argument == {"lent": True} else argument for argument in message["given"]]
    return {"seen": respond(message["ask"], names[name], *given)}
