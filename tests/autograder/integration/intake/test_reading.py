"""Any file is read as a notebook, and what it is if it is none becomes a sentence."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell

from autograder.integration.intake.reading import read, write
from autograder.integration.intake.repair import repair
from tests.helpers.small_notebook import SOURCES, names, notebook


@pytest.mark.parametrize("content", [
    b"", b"not json", b"\xff\xfe\x00\x01", b"[1, 2]", b"{}", b"null", b'{"cells": 3}',
    b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": {"a": 1}}',
    b'{"nbformat": 99, "nbformat_minor": 5, "metadata": {}, "cells": []}',
    b"[" * 100_000,
])  # fmt: skip
def test_a_file_that_is_no_notebook_is_an_empty_one_with_a_reason(
    content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "momentum.ipynb"
    path.write_bytes(content)
    nb, notes = read(path)
    assert nb.cells == []
    assert "momentum.ipynb cannot be read as a notebook" in notes[0]
    assert "is it another one?" in repair(nb, SOURCES)[0]
    assert names(nb) == ["setup", "A"]


def test_damaged_cells_are_left_out_and_the_others_kept(tmp_path: Path) -> None:
    content = json.loads(nbformat.writes(notebook()))
    content["cells"][1:1] = [
        {"cell_type": "code"},
        {"cell_type": "code", "source": 7, "metadata": {}},
        {"cell_type": "alien", "source": "x", "metadata": {}},
        "no cell",
        None,
    ]
    content["cells"].append({"cell_type": "code", "source": ["a = 1\n", "b = 2"]})
    path = tmp_path / "momentum.ipynb"
    path.write_text(json.dumps(content), encoding="utf-8")
    nb, notes = read(path)
    assert notes == ["5 damaged cells of momentum.ipynb were left out."]
    assert names(nb) == ["setup", "A-answer", "A", None]
    assert nb.cells[-1].source == "a = 1\nb = 2"


def test_half_a_character_is_replaced_so_that_it_can_be_written(tmp_path: Path) -> None:
    content = json.loads(nbformat.writes(notebook()))
    content["cells"][0]["source"] = "a = '\ud83d'"
    path = tmp_path / "momentum.ipynb"
    path.write_text(json.dumps(content), encoding="utf-8")
    nb, _ = read(path)
    path.write_text(write(nb), encoding="utf-8")
    assert nbformat.read(path, as_version=4).cells[0].source == "a = '?'"


def test_what_is_written_is_a_notebook(tmp_path: Path) -> None:
    path = tmp_path / "momentum.ipynb"
    nb = notebook()
    path.write_text(write(nb), encoding="utf-8")
    again = nbformat.read(path, as_version=4)
    nbformat.validate(again)
    assert again == nb
    assert len(path.read_text(encoding="utf-8").splitlines()) == len(nb.cells) + 3


def test_an_old_notebook_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "momentum.ipynb"
    old = nbformat.v3.new_notebook(
        worksheets=[nbformat.v3.new_worksheet(cells=[nbformat.v3.new_code_cell("A = 1")])]
    )
    path.write_text(json.dumps(old), encoding="utf-8")
    nb, notes = read(path)
    assert notes == []
    assert nb.cells[0].source == "A = 1"


def test_outputs_of_a_submission_are_not_taken_over(tmp_path: Path) -> None:
    nb = notebook()
    html = {"text/html": "<script>alert(1)</script>"}
    nb.cells[1].outputs = [nbformat.v4.new_output("display_data", html)]
    path = tmp_path / "momentum.ipynb"
    nbformat.write(nb, path)
    assert "script" not in nbformat.writes(read(path)[0])


PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n0000").decode()


def test_a_pasted_picture_stays_and_nothing_else_does(tmp_path: Path) -> None:
    nb = notebook()
    pasted = new_markdown_cell("![here](attachment:here.png)")
    pasted["attachments"] = {
        "here.png": {"image/png": PNG},
        "vector.svg": {"image/svg+xml": "<svg onload='alert(1)'/>"},
        "liar.png": {"image/png": base64.b64encode(b"<script>").decode()},
    }
    nb.cells.append(pasted)
    path = tmp_path / "momentum.ipynb"
    nbformat.write(nb, path)
    assert read(path)[0].cells[-1]["attachments"] == {"here.png": {"image/png": PNG}}


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7", "a PDF"),
        (b"PK\x03\x04rest", "a zip archive"),
        (b"", "empty"),
        (b"<!doctype html><p>", "a web page"),
        (b"import numpy as np\nA = 1\n", "a Python script"),
        (b'{"cells": [{"cell_type": "code"', "cut short"),
        (b'{"cells":\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> main\n}', "merge conflict"),
    ],
)
def test_a_file_that_is_no_notebook_is_called_what_it_is(
    content: bytes, what: str, tmp_path: Path
) -> None:
    path = tmp_path / "momentum.ipynb"
    path.write_bytes(content)
    _, (note,) = read(path)
    assert what in note


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom"])
def test_a_notebook_in_any_encoding_of_an_editor_is_read(encoding: str, tmp_path: Path) -> None:
    text = nbformat.writes(notebook())
    path = tmp_path / "momentum.ipynb"
    marked = b"\xff\xfe" + text.encode("utf-16-le")
    path.write_bytes(marked if encoding.endswith("bom") else text.encode(encoding))
    assert names(read(path)[0]) == ["setup", "A-answer", "A"]
    path.write_bytes(text.encode() + b"\0" * 512)
    assert names(read(path)[0]) == ["setup", "A-answer", "A"]
