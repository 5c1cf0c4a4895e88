"""Feedback pages come out as stock nbgrader's, with every picture described."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter
from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.integration.demo import submission
from autograder.integration.feedback import Feedback
from autograder.nbgrader_config import configure
from tests.helpers.nbgrader import TEXTS, nbgrader

KINDS = ("right", "right_other_style", "mistaken", "untouched", "syntax_error")
BARE = "![](data:image/png;base64,AAAA)\n\n<img src='data:image/png;base64,BBBB'>"


@pytest.fixture(scope="module")
def graded(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class that is graded, with a picture of a student's own in markdown."""
    folder = tmp_path_factory.mktemp("feedback") / "class"
    shutil.copytree(released, folder)
    stub = folder / "release" / "momentum" / "momentum.ipynb"
    for kind in KINDS:
        target = folder / "submitted" / kind / "momentum"
        target.mkdir(parents=True)
        text = submission(TEXTS / f"{kind}.py", stub)
        if kind == "mistaken":
            notebook = nbformat.reads(text, as_version=4)
            notebook.cells.insert(1, nbformat.v4.new_markdown_cell(BARE))
            text = nbformat.writes(notebook)
        (target / "momentum.ipynb").write_text(text, encoding="utf-8")
    done = nbgrader(folder, "autograde", "momentum")
    assert done.returncode == 0, done.stderr
    return folder


def pages(kind: type[GenerateFeedback], folder: Path, workers: int) -> dict[str, str]:
    """Make the pages anew and return them by student."""
    config = Config()
    configure(config)
    config.Feedback.workers = workers
    if kind is GenerateFeedback:
        config.GenerateFeedback.exporter_class = HTMLExporter
    shutil.rmtree(folder / "feedback", ignore_errors=True)
    course = CourseDirectory(root=str(folder), assignment_id="momentum", config=config)
    kind(coursedir=course, config=config).start()
    found = folder.glob("feedback/*/momentum/momentum.html")
    return {path.parts[-3]: path.read_text(encoding="utf-8") for path in found}


@pytest.fixture(scope="module")
def stock(graded: Path) -> dict[str, str]:
    return pages(GenerateFeedback, graded, 1)


@pytest.mark.parametrize("workers", [1, 2])
def test_the_pages_are_those_of_stock(graded: Path, stock: dict[str, str], workers: int) -> None:
    ours = pages(Feedback, graded, workers)
    assert set(ours) == set(stock) == set(KINDS)
    for student, page in ours.items():
        assert str(BeautifulSoup(page, "html.parser")) == stock[student], student


def test_every_picture_is_described(graded: Path) -> None:
    found = {
        student: BeautifulSoup(page, "html.parser").select("img")
        for student, page in pages(Feedback, graded, 1).items()
    }
    assert len(found["mistaken"]) >= 3
    assert all(image.has_attr("alt") for images in found.values() for image in images)


def test_a_page_that_cannot_be_made_is_an_error(graded: Path, tmp_path: Path) -> None:
    broken = tmp_path / "class"
    shutil.copytree(graded, broken)
    path = broken / "autograded" / "right" / "momentum" / "momentum.ipynb"
    path.chmod(0o644)
    path.write_text("{}")
    with pytest.raises(NbGraderException):
        pages(Feedback, broken, 2)
    assert {path.parts[-3] for path in broken.glob("feedback/*/*/*.html")} == {*KINDS} - {"right"}
