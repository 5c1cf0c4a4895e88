"""The scripts of a live page, one by one: a notebook that is loaded, and the clock of a run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import nbformat
import pytest

from book.site.layout import THEME
from course.paths import ROOT

SCRIPTS = THEME / "static" / "live"
RELEASED = ROOT / "_build" / "demo" / "release"
TAKEN = """([book, text]) => {
    try { return notebooks.taken(book, text); } catch (error) { return error.message; } }"""
WRITTEN = "([book, found]) => notebooks.written(book, found.texts, {}, found)"
CLOCK = """async () => {
    const wait = (time) => new Promise((done) => setTimeout(done, time));
    const told = [];
    const python = new PagePython("", (words) => told.push(words));
    let late = 0;
    const stop = python.limit(300, () => late++);
    python.wait("matplotlib.zip");
    await wait(600);
    const waited = late;
    python.wait("");
    await wait(600);
    python.limit(300, () => late++)();
    await wait(600);
    return [waited, late, ...told];
}"""


@pytest.fixture(scope="module")
def page(browser: Any) -> Iterator[Any]:
    """An empty page with scripts that need no other."""
    page = browser.new_page()
    for name in ("worker", "python", "notebook"):
        page.add_script_tag(path=SCRIPTS / f"{name}.js")
    yield page
    page.close()


@pytest.fixture
def book() -> Any:
    """The released notebook of an assignment with essays."""
    return json.loads((RELEASED / "interview" / "interview.ipynb").read_text(encoding="utf-8"))


def essays(book: Any) -> list[Any]:
    return [
        cell
        for cell in book["cells"]
        if cell["cell_type"] == "markdown" and cell["metadata"].get("nbgrader", {}).get("solution")
    ]


def again(page: Any, book: Any, loaded: Any) -> Any:
    """Return a notebook as it is downloaded after it was loaded."""
    found = page.evaluate(TAKEN, [book, json.dumps(loaded)])
    written = page.evaluate(WRITTEN, [book, found])
    nbformat.validate(nbformat.from_dict(written))
    return written


def test_what_a_student_added_in_jupyter_goes_along(page: Any, book: Any) -> None:
    loaded = json.loads(json.dumps(book))
    own = [nbformat.v4.new_code_cell(f"x = {k}") for k in range(4)]
    del own[0]["id"]  # as formats up to 4.4
    for place, cell in zip((0, 3, 4, len(loaded["cells"]) + 3), own, strict=True):
        loaded["cells"].insert(place, cell)
    essay = essays(loaded)[0]
    essay["source"] = ["See ", "![my drawing](attachment:drawing.png)"]
    essay["attachments"] = {"drawing.png": {"image/png": "iVBORw0KGgo="}}
    written = again(page, book, loaded)
    own[0]["id"] = "own"
    assert [cell["id"] for cell in written["cells"]] == [cell["id"] for cell in loaded["cells"]]
    found = essays(written)[0]
    assert found["source"] == "".join(essay["source"])
    assert found["attachments"] == essay["attachments"]
    # Once more, from what was downloaded: nothing is added or lost.
    assert again(page, book, written) == written


def test_a_cell_that_an_editor_stripped_is_known_by_its_id(page: Any, book: Any) -> None:
    loaded = json.loads(json.dumps(book))
    for cell in loaded["cells"]:
        cell["metadata"] = {}
    essays_by_id = {cell["id"] for cell in essays(book)}
    for cell in loaded["cells"]:
        if cell["id"] in essays_by_id:
            cell["source"] = "mine"
    written = again(page, book, loaded)
    assert len(written["cells"]) == len(book["cells"])
    assert [cell["source"] for cell in essays(written)] == ["mine"] * len(essays_by_id)
    assert [c["metadata"] for c in written["cells"]] == [c["metadata"] for c in book["cells"]]


def test_of_a_cell_that_stands_twice_the_last_one_counts_and_both_stay(
    page: Any, book: Any
) -> None:
    loaded = json.loads(json.dumps(book))
    first = essays(loaded)[0]
    copy = {**first, "id": "copied", "source": "the second"}
    first["source"] = "the first"
    loaded["cells"].insert(loaded["cells"].index(first) + 1, copy)
    texts = [cell["source"] for cell in essays(again(page, book, loaded))]
    assert texts[:2] == ["the first", "the second"]
    assert len(texts) == len(essays(book)) + 1


def test_an_older_stub_is_told_by_its_checksum(page: Any, book: Any) -> None:
    loaded = json.loads(json.dumps(book))
    meta = essays(loaded)[0]["metadata"]["nbgrader"]
    meta["checksum"] = "of an older one"
    found = page.evaluate(TAKEN, [book, json.dumps(loaded)])
    assert found["checksums"][meta["grade_id"]] == "of an older one"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        *((text, "This file is no notebook.") for text in ("", "PK", "null", "{}", "[]")),
        *(
            (json.dumps({"cells": cells}), "This file is no notebook.")
            for cells in ("ab", [None], [1], [{}], [{"source": 1}], [{"source": None}])
        ),
        ('{"cells": []}', "This notebook is not of this exercise: nothing was changed."),
        ('{"cells": [{"id": "x", "source": ""}]}', "This notebook is not of this exercise:"),
    ],
)
def test_what_cannot_be_loaded_is_told(page: Any, book: Any, text: str, sentence: str) -> None:
    assert page.evaluate(TAKEN, [book, text]).startswith(sentence)


def test_the_clock_of_a_run_stands_while_a_file_is_on_its_way(page: Any) -> None:
    assert page.evaluate(CLOCK) == [0, 1, "Getting matplotlib: some 8 MB, once.", ""]


def test_no_script_is_long() -> None:
    lengths = {
        path.name: len(path.read_text(encoding="utf-8").splitlines())
        for path in SCRIPTS.glob("*.js")
    }
    assert {"cells.js", "editor.js", "store.js", "notebook.js", "worker.js"} < set(lengths)
    assert {name: length for name, length in lengths.items() if length >= 150} == {}
