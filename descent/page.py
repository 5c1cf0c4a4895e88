"""Cells of a page of the book, run one after the other as a notebook's are, by Python in a browser.

What a cell shows comes out as notebook outputs. Nothing here knows of the browser: the page hands
in texts and takes back text.
"""

from __future__ import annotations

import ast
import io
import json
import linecache
import re
import sys
import time
import traceback
import warnings
from base64 import b64encode
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import wraps
from types import ModuleType
from typing import Any

import numpy as np

from descent.newer_syntax import refuse_newer

Output = dict[str, Any]
MOST = 20_000  # characters that a cell may show: a loop that prints must not stop the page
PAUSE = 0.1  # seconds between two pieces of what a cell prints


def _wide(repeat: Any) -> Any:
    """Return a `np.repeat` for where NumPy counts in 32 bits: it takes the 64 of a check too."""

    @wraps(repeat)
    def wide(a: Any, repeats: Any, axis: int | None = None) -> Any:
        whole = getattr(repeats, "dtype", None) == np.int64
        return repeat(a, repeats.astype(np.intp) if whole else repeats, axis)

    return wide


if np.intp(0).itemsize < np.int64(0).itemsize:  # as in a browser
    np.repeat = _wide(np.repeat)


class Session:
    """The cells of one notebook, which share their names.

    Parameters
    ----------
    tell : callable
        Takes each output as it comes, as JSON in nbformat's form.
    """

    def __init__(self, tell: Callable[[str], object]) -> None:
        self._tell = tell
        self._left = MOST
        self._out = self._err = Stream("stdout", self._show)
        self._module = ModuleType("__main__")
        self._module.__dict__.update(display=self._display, input=_no_input)
        self._before: dict[float, dict[str, Any]] = {}  # by place: the names before a cell ran

    def run(self, name: str, source: str, place: float | None = None) -> str:
        """Run a cell.

        Parameters
        ----------
        name : str
            What stands for it in tracebacks.
        source : str
            Its text.
        place : float, optional
            Where it stands in the notebook. It finds the names of the cells above it, and nothing
            that it, or what stands below it, has left behind. Without it, all that there is.

        Returns
        -------
        str
            "ok"; "open" if it ended in NotImplementedError, as a stub does; or "error".
        """
        if place is not None:
            self._go_back(place)
        self._left = MOST
        self._out, self._err = (Stream(kind, self._show) for kind in ("stdout", "stderr"))
        file = f"<{name}>"
        # An entry without a date is never looked for on the disk.
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        main = sys.modules.get("__main__")
        sys.modules["__main__"] = self._module
        try:
            with redirect_stdout(self._out), redirect_stderr(self._err):
                self._execute(file, source)
                self._draw()
            status = "ok"
        except BaseException as error:
            status = "open" if isinstance(error, NotImplementedError) else "error"
            self._flush()
            self._show(_told(error, source))
        finally:
            if main is not None:
                sys.modules["__main__"] = main
        self._flush()
        return status

    def _go_back(self, place: float) -> None:
        """Forget the names of what ran at `place` and below it: nothing may stand on those."""
        names = self._module.__dict__
        below = sorted(other for other in self._before if other >= place)
        if below:
            found = self._before[below[0]]
            names.clear()
            names.update(found)
        for other in below:
            del self._before[other]
        self._before[place] = dict(names)

    def follow(self, name: str, hyper: str, moves: str) -> str:
        """Return the path of the class `name` for a playground, as JSON; see `playground.own`."""
        from descent.playground.own import paths

        asked = json.loads(moves)
        silent = Stream("stdout", lambda _: None)  # a step may print, and a race has many
        with redirect_stdout(silent), redirect_stderr(silent):
            try:
                optimizer = getattr(self._module, name)(**json.loads(hyper))
            except Exception as error:
                told = f"{name}: {type(error).__name__}: {error}"
                return json.dumps({"for": asked, "paths": {}, "troubles": {"0": told}})
            return json.dumps(paths({"0": optimizer}, asked))

    def verdicts(self) -> str:
        """Return what the checks said last, as JSON: of each question its kind and its mark."""
        from descent.check import LATEST

        return json.dumps(
            {
                name: {"kind": verdict.question.kind, "mark": verdict.mark}
                for name, verdict in LATEST.items()
            }
        )

    def _execute(self, file: str, source: str) -> None:
        tree = ast.parse(source, file)
        refuse_newer(source, file)
        space = self._module.__dict__
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, file, "exec", dont_inherit=True), space)
        if not isinstance(last, ast.Expr):
            return
        value = eval(compile(ast.Expression(last.value), file, "eval", dont_inherit=True), space)
        if value is not None and not source.rstrip().endswith(";"):
            self._flush()
            result: Output = {"output_type": "execute_result", "execution_count": None}
            self._show(result | {"metadata": {}, "data": _bundle(value)})

    def _draw(self) -> None:
        """Show the figures of pyplot that a cell leaves, as a notebook does."""
        pyplot: Any = sys.modules.get("matplotlib.pyplot")
        for number in pyplot.get_fignums() if pyplot else ():
            out = io.BytesIO()
            pyplot.figure(number).savefig(out, format="png", bbox_inches="tight")
            picture = {"image/png": b64encode(out.getvalue()).decode(), "text/plain": "a figure"}
            self._flush()
            self._show({"output_type": "display_data", "metadata": {}, "data": picture})
        if pyplot:
            pyplot.close("all")
            # The cell's end shows them; the backend of a page would warn that `show` cannot.
            warnings.filterwarnings("ignore", ".*non-interactive, and thus cannot be shown")

    def _display(self, *values: Any) -> None:
        for value in values:
            self._flush()
            self._show({"output_type": "display_data", "metadata": {}, "data": _bundle(value)})

    def _flush(self) -> None:
        self._out.flush()
        self._err.flush()

    def _show(self, output: Output) -> None:
        """Hand an output on, as far as the cell may still show text."""
        if output["output_type"] == "stream":
            if self._left <= 0:
                return
            text = output["text"]
            output["text"] = _cut(text, self._left)
            self._left -= len(text)
        self._tell(json.dumps(output))


class Stream(io.TextIOBase):
    """What a cell prints, handed on in pieces, as far as it may be shown."""

    def __init__(self, name: str, show: Callable[[Output], None]) -> None:
        self._name, self._show = name, show
        self._held: list[str] = []
        self._size, self._last = 0, time.monotonic()

    def writable(self) -> bool:
        """Whether one may print here."""
        return True

    def write(self, text: str) -> int:
        """Take a text; what is beyond the limit is counted and dropped."""
        if self._size <= MOST:
            self._held.append(text[: MOST + 1])
        self._size += len(text)
        if time.monotonic() - self._last > PAUSE:
            self.flush()
        return len(text)

    def flush(self) -> None:
        """Hand on what was printed since."""
        if self._held:
            text, self._held = "".join(self._held), []
            self._show({"output_type": "stream", "name": self._name, "text": text})
        self._last = time.monotonic()


def _cut(text: str, most: int = MOST) -> str:
    return text if len(text) <= most else f"{text[:most]}\n… and more, which is not shown\n"


def _bundle(value: Any) -> dict[str, str]:
    """Return what a value looks like, as far as a page shows it: text, or a picture."""
    found: Any = getattr(value, "_repr_mimebundle_", dict)()
    data = dict(found[0] if isinstance(found, tuple) else found)
    data.setdefault("text/plain", repr(value))
    kinds = (kind for kind in ("text/plain", "image/png") if kind in data)
    shown = {kind: data[kind] for kind in kinds}
    return {k: b64encode(x).decode() if isinstance(x, bytes) else _cut(x) for k, x in shown.items()}


def _told(error: BaseException, source: str) -> Output:
    """Return an error as a notebook output: with the frames of cells only, and help if there is."""
    found = traceback.TracebackException.from_exception(error, compact=True)
    _keep_cells(found)
    lines = _cut("".join(found.format())).splitlines()
    lines += [""] * bool(help_ := _help(error, source)) + help_.splitlines()
    kind, text = type(error).__name__, _cut(str(error))
    return {"output_type": "error", "ename": kind, "evalue": text, "traceback": lines}


def _keep_cells(found: traceback.TracebackException) -> None:
    """Take away the frames that are not the student's: they know nothing of those."""
    cached = [frame for frame in found.stack if frame.filename in linecache.cache]
    cells = [frame for frame in cached if frame.filename.startswith("<")]
    found.stack = traceback.StackSummary.from_list(cells)
    for cause in (found.__cause__, found.__context__):
        if cause:
            _keep_cells(cause)


def _help(error: BaseException, source: str) -> str:
    """Return a sentence for what works in Jupyter, or seems to, and not in a page."""
    if isinstance(error, ModuleNotFoundError) and error.name:
        return (
            f"There is no library {error.name!r} here, nor where answers are graded: there are the "
            "standard library, NumPy, matplotlib and the kit."
        )
    if isinstance(error, SyntaxError) and error.lineno:
        line = (source.splitlines() or [""])[min(error.lineno, source.count("\n") + 1) - 1]
        if re.match(r"\s*((\w+\s*=\s*)?[!%]|\?)|.*\?\s*$", line):
            return (
                f"{line.strip()!r} is a command of Jupyter, which a page does not have: take the "
                "line away, or put a # before it."
            )
        if "'await' outside" in str(error) or "'async " in str(error):
            return "A page waits for nothing outside of a function: write it without `await`."
    if isinstance(error, NameError) and error.name == "get_ipython":
        return "`get_ipython` is of Jupyter, which a page does not have: take the line away."
    return ""


def _no_input(prompt: object = "") -> str:
    raise EOFError(
        "nobody can be asked here, nor where answers are graded: write the value into the cell"
    )
