"""The student's side: runs cells and answers questions. It knows neither key nor questions.

A process of its own, started by `process`: either forked from a *fork server*, which has done the
slow imports once, or spawned. The student's code gets neither standard input nor output; the
messages go by pipes.
"""

from __future__ import annotations

import base64
import contextlib
import gc
import importlib
import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import IO, Any

import numpy as np

from . import sandbox, shell, wire
from .codec import decode, encode, is_module
from .figures import smaller

TEXT = 20_000  # characters of one output
OUTPUTS = 100  # outputs of one cell
SERVERS = 2  # times the threads of a child are left for the fork server, which must never lack any
PICTURES = 5_000_000  # bytes of all pictures of one cell, in base64

# Cells that make a fork server warm: what students do most, and what takes longest the first time.
PRELOADED = (
    "import matplotlib.pyplot as plt; plt.plot([0, 1], label='x'); plt.legend(); plt.show()",
    "from dataclasses import dataclass\n@dataclass(frozen=True)\nclass A:\n    b: float = 1",
    "1 / 0",
    "1 +",
)

Pipes = tuple[IO[bytes], IO[bytes]]


def main() -> None:
    """Serve one student by standard input and output."""
    pipes = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    serve(pipes, *shell.make())


def fork_server(number: int, kit: list[str], user: int | None, threads: int, mounts: bool) -> None:
    """Import once, then make a child for each request that comes by the socket `number`.

    A request is a message with the folder of the child and two pipes, or with the number of a
    child to be killed, or with a pipe and the question whether the fork server lives. Several
    processes may ask at once, so an answer, such as the child's number, goes into the pipe that
    came with the request. The children end with the fork server, and it with the other side.
    It is `user`, if one is given, who may have so many `threads` while a child starts one. With
    `mounts` it makes namespaces, if it may.
    """
    entered = sandbox.prepare(user, SERVERS * threads, mounts)
    control = socket.socket(fileno=number)
    ready = shell.make()
    preload(*ready, kit)
    bounded = entered and sandbox.freeze()
    own, children = os.getpid(), set[int]()
    while True:
        packet, pipes, _, _ = socket.recv_fds(control, wire.PACKET, 2)
        if not packet:
            return
        request = wire.unpack(packet)
        if "kill" in request:
            if request["kill"] in children:  # else its number may be another's by now
                children.remove(request["kill"])
                os.kill(request["kill"], signal.SIGKILL)
                os.waitpid(request["kill"], 0)
            continue
        if "alive" in request:
            with contextlib.suppress(OSError), os.fdopen(pipes[0], "wb") as answer:
                wire.send(answer, request)
            continue
        source, sink = pipes
        child = os.fork()
        if child == 0:
            sandbox.end_with_parent(own)
            os.setsid()
            control.close()
            os.chdir(request["workdir"])
            os.environ["HOME"] = request["workdir"]
            if bounded:
                sandbox.own_folder(threads)
            serve((os.fdopen(source, "rb"), os.fdopen(sink, "wb")), *ready)
            os._exit(0)
        children.add(child)
        os.close(source)
        with contextlib.suppress(OSError), os.fdopen(sink, "wb") as answer:
            wire.send(answer, {"child": child})


def serve(pipes: Pipes, names: Any, picture: Callable[[], None]) -> None:
    """Confine this process, then answer until the other side hangs up."""
    void = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(void, number)
    handshake = wire.receive(pipes[0])
    sys.path.append(os.getcwd())  # last: a helper shadows nothing
    if not handshake["drawn"]:
        names.display_formatter.active_types = ["text/plain"]
    level = sandbox.confine(handshake["readable"], [os.getcwd()], handshake["landlock"])
    if level == sandbox.Level.FULL and handshake["private"]:
        level = sandbox.Level.PRIVATE
    wire.send(pipes[1], {"level": str(level)})
    handles, asked = HandleTable(names.user_ns, pipes), dict[str, Any]()
    while True:
        try:
            message = wire.receive(pipes[0])
        except EOFError:
            return
        if "cell" in message:
            reply = _run(names, picture, message["cell"])
        elif "reach" in message:
            reply = {"reached": True, **handles.reach(message)}
        else:
            reply = _answer(names.user_ns, asked, message, pipes)
        wire.send(pipes[1], reply)


def preload(names: Any, picture: Callable[[], None], kit: list[str]) -> None:
    """Do once what the first use of everything would do in each child: modules, fonts, caches."""
    for package in kit:
        importlib.import_module(package)
    for source in PRELOADED:
        _run(names, picture, source)
    names.reset(new_session=True)  # a student finds nothing defined
    # All children share these objects until they touch them, so the collector must leave them be.
    gc.collect()
    gc.freeze()


def _run(names: Any, flush_figures: Callable[[], None], source: str) -> dict[str, Any]:
    """Run one cell and return what it showed."""
    from IPython.utils.capture import capture_output

    with capture_output() as shown:
        result = names.run_cell(source, store_history=True)
        flush_figures()
    texts = [text for text in (shown.stdout, shown.stderr) if text]
    outputs = [{"stream": _whole(text)} for text in texts]
    left = PICTURES
    for rich in shown.outputs[:OUTPUTS]:
        outputs.append(_plain(rich.data, left))
        left -= len(outputs[-1].get("png", ""))
    error = result.error_before_exec or result.error_in_exec
    if error is not None:
        outputs.append({"error": type(error).__name__, "text": _whole(error)})
    return {"outputs": outputs, "worked": error is None}


def _whole(text: Any) -> str:
    """Return a text of bounded length; half a character, which cannot be sent, is replaced."""
    return str(text)[:TEXT].encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _plain(data: Any, most: int) -> dict[str, str]:
    """Text and PNG of an output, nothing that could act in a browser."""
    kept = {"text": _whole(data.get("text/plain", ""))}
    png = data.get("image/png")
    if png is not None:
        drawn = base64.b64decode(png) if isinstance(png, str) else png
        text = base64.b64encode(smaller(drawn)).decode()
        if len(text) <= most:
            kept["png"] = text
    return kept


class HandleTable:
    """What an examiner's cell has a stand-in of, by number."""

    def __init__(self, names: dict[str, Any], pipes: Pipes) -> None:
        self.names, self.pipes = names, pipes
        self.held: list[Any] = []

    def reach(self, message: dict[str, Any]) -> dict[str, Any]:
        """Look a name or an attribute up, or call something; an error becomes data too."""
        try:
            if message["reach"] == "name":
                if message["name"] not in self.names:
                    return {"missing": True}
                value = self.names[message["name"]]
            elif message["reach"] == "attribute":
                value = getattr(self.held[message["handle"]], message["name"])
            else:
                given = [decode(item, self._stand_in) for item in message["given"]]
                named = {k: decode(v, self._stand_in) for k, v in message["named"].items()}
                value = self.held[message["handle"]](*given, **named)
            return {"value": encode(value, self._keep)}
        except Exception as error:
            return {"error": type(error).__name__, "text": str(error)[:400]}

    def _keep(self, value: Any) -> list[Any]:
        if is_module(value):
            return ["module", value.__name__]
        self.held.append(value)
        return ["handle", len(self.held) - 1]

    def _stand_in(self, tag: str, content: Any) -> Any:
        return self.held[content] if tag == "handle" else self._callback(content)

    def _callback(self, number: int) -> Callable[..., Any]:
        """Return what stands for a function of the examiner's."""

        def ask(*given: Any) -> Any:
            question = [encode(item, self._keep) for item in given]
            wire.send(self.pipes[1], {"callback": number, "given": question})
            reply = wire.receive(self.pipes[0])
            if "error" in reply:
                raise ValueError(f"{reply['error']}: {reply['text']}")
            return decode(reply["value"], self._stand_in)

        return ask


def _answer(
    names: dict[str, Any], asked: dict[str, Any], message: dict[str, Any], pipes: Pipes
) -> dict[str, Any]:
    """Give a response of the kit for one of the student's names, as it is now or was `asked`."""

    def grad(at: Any) -> Any:
        """Ask the examiner's oracle, on the other side."""
        wire.send(pipes[1], {"callback": np.asarray(at, dtype=float).tolist()})
        reply = wire.receive(pipes[0])
        if "refused" in reply:
            raise ValueError(reply["refused"])
        return np.array(reply["slope"])

    grad.__qualname__ = "grad"  # as an error calls it that the student reads
    name = message["name"]
    if message["late"]:
        names = asked
    if name not in names:
        text = f"there is no {name}: does the cell that should make it work?"
        return {"seen": {"error": {"kind": "AnswerError", "text": text, "line": ""}}}
    asked[name] = names[name]
    respond = importlib.import_module(message["module"]).respond
    given = [grad if argument == {"callback": True} else argument for argument in message["given"]]
    return {"seen": respond(message["ask"], names[name], *given)}
