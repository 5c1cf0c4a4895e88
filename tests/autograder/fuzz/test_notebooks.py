"""Whatever is handed in becomes a notebook that holds the course's cells; nothing crashes."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from autograder.integration.demo import submission
from autograder.integration.intake.cells import Source
from autograder.integration.intake.reading import read
from autograder.integration.intake.repair import repair, tell
from autograder.integration.sanitise import DRAWING, TAGS, markdown
from autograder.integration.steps.source_cells import sources
from tests.autograder.fuzz.budget import fuzz
from tests.autograder.fuzz.mutate import EDITS, edited, scratched

TEXT = Path(__file__).parents[2] / "submissions" / "momentum" / "right.py"


class Class:
    """A right submission, the instructor's cells, and a file to hand in."""

    def __init__(self, released: Path, folder: Path) -> None:
        self.text = submission(TEXT, released / "release" / "momentum" / "momentum.ipynb")
        self.sources: list[Source] = sources(
            f"sqlite:///{released}/gradebook.db", "momentum", "momentum"
        )
        self.file = folder / "momentum.ipynb"

    def take(self, content: bytes) -> Any:
        """Take a file in as the grader does, and hold the result to what is promised."""
        self.file.write_bytes(content)
        notebook, notes = read(self.file)
        notes += repair(notebook, self.sources)
        tell(notebook, notes)
        nbformat.validate(notebook)
        assert all(isinstance(note, str) and note for note in notes)
        own = [cell.metadata.nbgrader for cell in notebook.cells if "nbgrader" in cell.metadata]
        asked = {source.name: source for source in self.sources}
        graded = [cell["grade_id"] for cell in own if cell["grade"]]
        assert sorted(graded) == sorted(s.name for s in self.sources if s.points is not None)
        for cell in notebook.cells:
            if "nbgrader" in cell.metadata:
                source = asked[cell.metadata.nbgrader["grade_id"]]
                assert cell.metadata.nbgrader == source.metadata
                assert cell.cell_type == source.cell_type
                assert cell.source == source.source or not source.locked
        return notebook


@pytest.fixture(scope="module")
def handed_in(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Class:
    return Class(released, tmp_path_factory.mktemp("fuzz"))


def test_the_right_one_comes_through_untouched(handed_in: Class) -> None:
    notebook = handed_in.take(handed_in.text.encode())
    assert [cell.source for cell in notebook.cells] == [
        cell.source for cell in nbformat.reads(handed_in.text, as_version=4).cells
    ]


@fuzz
@given(edits=EDITS)
def test_a_notebook_with_anything_in_the_place_of_anything(handed_in: Class, edits: Any) -> None:
    handed_in.take(json.dumps(edited(json.loads(handed_in.text), edits)).encode())


@fuzz
@given(data=st.data())
def test_a_file_with_scratches(handed_in: Class, data: st.DataObject) -> None:
    handed_in.take(data.draw(scratches(handed_in.text)))


@functools.cache
def scratches(text: str) -> st.SearchStrategy[bytes]:
    return scratched(text.encode())


@fuzz
@given(content=st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_a_file_of_anything(handed_in: Class, content: bytes) -> None:
    handed_in.take(content)


PIECES = st.lists(
    st.sampled_from(
        ["<script>", "</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
         "javascript:",
         "](", "[x", "`", "```", "<!--", "-->", "<a href='", "'>", "\x00", "&#x6a;", "<", ">", "\"",
         "$", "\n", "|", "<math>", "<style>", "<noscript>", "data:text/html,", "x", " "],
    ) | st.text(max_size=6),
    max_size=20,
).map("".join)  # fmt: skip


@fuzz
@given(text=PIECES)
def test_markdown_can_do_nothing(text: str) -> None:
    for element in BeautifulSoup(markdown(text), "html.parser").find_all():
        # What stands between dollars is drawn by the course's own converter.
        assert element.name in TAGS or DRAWING.fullmatch(f"<{element.name}>")
        assert not [name for name in element.attrs if name.startswith("on")]
        assert not str(element.get("href", "")).strip().lower().startswith(("javascript", "data"))
        assert str(element.get("src", "data:image/png;")).startswith("data:image/")
