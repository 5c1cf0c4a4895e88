"""A file that was handed in, read as a notebook; and what it is if it is none."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.integration.intake.cells import new_cell, new_notebook

KINDS = ("code", "markdown", "raw")
PICTURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
LARGEST = 5_000_000  # characters of one attached picture, in base64
SCRIPTS = (".py", ".md")  # as jupytext writes notebooks

# What a file is that JSON cannot read: how it begins, or what stands in it.
BEGINNINGS = {
    b"%PDF": "it is a PDF",
    b"PK\x03\x04": "it is a zip archive",
    b"\x1f\x8b": "it is a compressed archive",
    b"\x89PNG": "it is a picture",
    b"\xff\xd8\xff": "it is a picture",
    b"<!DOCTYPE html": "it is a web page: download the notebook itself",
    b"<html": "it is a web page: download the notebook itself",
}
CONFLICT = re.compile(r"^<<<<<<< .*^=======$.*^>>>>>>> ", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^(import |from \w+ import |def |class |# %%)", re.MULTILINE)


def read(path: Path, name: str = "") -> tuple[NotebookNode, list[str]]:
    """Return the notebook in a file, called `name`, and what there is to say of the file."""
    name = name or path.name
    content = path.read_bytes()
    text = decoded(content)
    try:
        if name.lower().endswith(SCRIPTS):
            cells = from_script(text, Path(name.lower()).suffix)
        else:
            cells = from_json(text)
    except Exception as error:  # whatever a file can hold
        what = described(content, text) or type(error).__name__
        return new_notebook([]), [f"{name} cannot be read as a notebook: {what}."]
    kept = [cell for cell in map(_whole, cells) if cell is not None]
    damaged = len(cells) - len(kept)
    return new_notebook(kept), (
        [f"{damaged} damaged cells of {name} were left out."] if damaged else []
    )


def decoded(content: bytes) -> str:
    """Return the text of a file: UTF-8, or UTF-16 if it says so, less zeros at its end."""
    content = content.rstrip(b"\0") if content[:2] not in (b"\xff\xfe", b"\xfe\xff") else content
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    return content.decode("utf-8-sig", errors="replace")


def from_json(text: str) -> list[Any]:
    """Return the cells of a notebook in JSON, brought up to the format of today."""
    content = json.loads(text)
    if content["nbformat"] != 4:
        content = nbformat.convert(nbformat.from_dict(content), 4)
    if not isinstance(content["cells"], list):
        raise TypeError("cells is no list")
    return list(content["cells"])


def from_script(text: str, suffix: str) -> list[Any]:
    """Return the cells of a notebook that jupytext wrote as a script or as Markdown."""
    import jupytext  # late, as it takes a third of a second of every command

    return list(jupytext.reads(text, fmt=suffix.lstrip(".")).cells)


def described(content: bytes, text: str) -> str:
    """Return what a file is that is no notebook, as a clause; empty if that cannot be told."""
    head = content[:200].lstrip()
    for beginning, what in BEGINNINGS.items():
        if head.lower().startswith(beginning.lower()):
            return what
    if not text.strip():
        return "it is empty"
    if CONFLICT.search(text):
        return "it holds the marks of a merge conflict of Git (<<<<<<<); resolve it first"
    if text.lstrip().startswith("{") and '"cells"' in text:
        return "it is cut short or damaged; save it anew in Jupyter"
    if PYTHON.search(text):
        return "it is a Python script and no notebook"
    return ""


def write(notebook: NotebookNode) -> str:
    """Return a notebook as JSON, a cell a line; indented it would take ten times as long."""
    text = partial(json.dumps, ensure_ascii=False, sort_keys=True)
    cells = ",\n".join(text(cell) for cell in notebook["cells"])
    rest = text({name: part for name, part in notebook.items() if name != "cells"})
    # The rest is an object of its own: without its first brace it goes on where the cells end.
    return f'{{"cells": [\n{cells}\n],\n{rest[1:]}\n'


def _whole(cell: Any) -> NotebookNode | None:
    """Return a cell made anew from text, name and pictures, or None if it has no text."""
    kind = cell.get("cell_type") if isinstance(cell, Mapping) else None
    source = cell.get("source") if kind in KINDS else None
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        return None
    # JSON can hold halves of characters, which no file can.
    new = new_cell(str(kind), source.encode("utf-8", "replace").decode("utf-8"))
    metadata = cell.get("metadata")
    if isinstance(metadata, Mapping) and isinstance(metadata.get("nbgrader"), Mapping):
        new.metadata["nbgrader"] = metadata["nbgrader"]
    pictures = _pictures(cell.get("attachments")) if kind == "markdown" else {}
    if pictures:
        new["attachments"] = NotebookNode(pictures)
    return new


def _pictures(attachments: Any) -> dict[str, Any]:
    """Return the attached files of a cell that are pictures, made anew."""
    if not isinstance(attachments, Mapping):
        return {}
    found = {}
    for name, bundle in attachments.items():
        for mime, beginning in PICTURES.items():
            data = bundle.get(mime) if isinstance(bundle, Mapping) else None
            data = "".join(data) if isinstance(data, list) else data
            if isinstance(name, str) and isinstance(data, str) and _is_picture(data, beginning):
                found[name.encode("utf-8", "replace").decode()] = {mime: "".join(data.split())}
    return found


def _is_picture(data: str, beginning: bytes) -> bool:
    try:
        return len(data) < LARGEST and base64.b64decode(data).startswith(beginning)
    except ValueError:
        return False
