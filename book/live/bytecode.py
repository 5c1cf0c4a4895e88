"""Turns an archive's sources into byte code; runs in the page's own Python, when the book is built.

Otherwise every start of every page would compile the same thousand files.
"""

from __future__ import annotations

import importlib.util
import zipfile
from importlib import _bootstrap_external as bootstrap
from typing import Any

# Modules of the standard library that talk to hosts, terminals and mail boxes. No more of them:
# `html` needs `html.entities`, and matplotlib `xml`, `plistlib` and `unittest`.
NOT = (
    *("ftplib", "imaplib", "poplib", "smtplib", "mailbox", "wsgiref", "xmlrpc", "socketserver"),
    *("turtle", "idlelib", "tkinter", "ensurepip", "venv", "pydoc_data", "_pyrepl", "pickletools"),
    *("multiprocessing", "_pyio"),
)
# And of its packages: what is for servers, for Windows, and for the letters of DOS.
NOT_BELOW = (
    *("http/server.", "asyncio/windows_", "asyncio/proactor_"),
    *("encodings/cp7", "encodings/cp8"),
)


to_bytes: Any = getattr(bootstrap, "_code_to_hash_pyc")  # noqa: B009 - no type says that it is there


def compiled(source: str, target: str, optimize: int) -> None:
    """Write the archive `target`: the files of `source`, each module as byte code.

    `optimize` is that of `compile`: 2 leaves docstrings out.
    """
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in sorted(old.namelist()):
            top = name.removesuffix(".py").split("/")[0]
            if name.endswith("/") or top in NOT or name.startswith(NOT_BELOW):
                continue
            data = old.read(name)
            if name.endswith(".py"):
                code = compile(data, name, "exec", dont_inherit=True, optimize=optimize)
                # By the hash of the source, which is not looked at again: dates play no part.
                data = to_bytes(code, importlib.util.source_hash(data), False)
                name += "c"
            new.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 9)
