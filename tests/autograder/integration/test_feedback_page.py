"""The page that a student gets back: complete, in the site's look, and asking nobody anything."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup, Tag
from nbgrader.api import Gradebook
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.integration.demo import submission
from autograder.integration.feedback import Feedback
from autograder.nbgrader_config import configure
from tests.helpers.nbgrader import TEXTS, nbgrader

KINDS = ("right", "right_other_style", "mistaken", "untouched", "syntax_error")
BARE = "![](data:image/png;base64,AAAA)\n\n<img src='data:image/png;base64,BBBB'>"
FORMULA = "A formula of mine: $\\frac{\\eta}{2}$, and none: $\\href{javascript:alert(1)}{x}$."
SITE = "https://book.example/course/"
MOST = 100_000  # bytes of a page with its pictures


@pytest.fixture(scope="module")
def graded(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class that is graded, with a cell of a student's own, notes, and a person's comment."""
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
            notebook.cells.insert(1, nbformat.v4.new_markdown_cell(FORMULA))
            notebook.cells[3].source += "\nadded = 1"
            text = nbformat.writes(notebook)
        (target / "momentum.ipynb").write_text(text, encoding="utf-8")
    done = nbgrader(folder, "autograde", "momentum")
    assert done.returncode == 0, done.stderr
    with Gradebook(f"sqlite:///{folder}/gradebook.db", "descent") as gradebook:
        comment = gradebook.find_comment("Momentum-answer", "momentum", "momentum", "mistaken")
        comment.manual_comment = "Come and *see* me <script>alert(1)</script>"
        gradebook.db.commit()
    return folder


def pages(folder: Path, workers: int = 1, **settings: Any) -> dict[str, str]:
    """Make the pages anew and return them by student."""
    config = Config()
    configure(config)
    config.Feedback.update(workers=workers, **settings)
    shutil.rmtree(folder / "feedback", ignore_errors=True)
    course = CourseDirectory(root=str(folder), assignment_id="momentum", config=config)
    Feedback(coursedir=course, config=config).start()
    found = folder.glob("feedback/*/momentum/momentum.html")
    return {path.parts[-3]: path.read_text(encoding="utf-8") for path in found}


@pytest.fixture(scope="module")
def made(graded: Path) -> dict[str, str]:
    return pages(graded, site=SITE, late_work=True)


@pytest.fixture(scope="module")
def mistaken(made: dict[str, str]) -> BeautifulSoup:
    return BeautifulSoup(made["mistaken"], "html.parser")


def test_everybody_has_a_page_whoever_makes_it(graded: Path) -> None:
    alone, shared = pages(graded), pages(graded, workers=2)
    assert set(alone) == set(KINDS)
    assert alone == shared


def test_questions_stand_by_their_names_with_their_points(mistaken: BeautifulSoup) -> None:
    rows = [row.get_text(" ", strip=True) for row in mistaken.select(".questions tbody tr")]
    assert rows[:2] == ["Momentum 0.9 of 3", "Nesterov 0.9 of 3"]
    assert len(rows) == 8
    for link in mistaken.select(".questions a"):
        assert mistaken.find(id=str(link["href"]).removeprefix("#"))
    score = mistaken.select_one(".score")
    assert score is not None
    assert score.get_text() == "3.2 of 18 points"
    assert "Test cell" not in mistaken.get_text()
    assert "No response." not in mistaken.get_text()


def test_what_can_still_be_won_is_said_where_late_work_is_taken(
    graded: Path, mistaken: BeautifulSoup
) -> None:
    assert "What you can still win: 14.8 (Momentum 2.1, Nesterov 2.1, " in mistaken.get_text()
    assert "still win" not in pages(graded)["mistaken"]


def test_a_persons_words_stand_out_and_cannot_act(mistaken: BeautifulSoup) -> None:
    (comment,) = mistaken.select(".comment")
    assert "Come and see me" in comment.get_text()
    assert comment.find("em")
    assert not mistaken.find("script")


def test_the_notes_of_the_intake_stand_in_one_place(mistaken: BeautifulSoup) -> None:
    (notes,) = mistaken.select("aside")
    assert "setup is not to be changed" in notes.get_text()
    assert mistaken.get_text().count("is not to be changed") == 1


def test_sections_are_linked_where_the_book_stands(graded: Path, made: dict[str, str]) -> None:
    assert f'href="{SITE}chapters/momentum.html#two-conventions"' in made["mistaken"]
    unknown = pages(graded)["mistaken"]
    assert "Two conventions" in unknown
    assert "momentum.html" not in unknown
    assert "why-descent.md" not in unknown, "a link to a page that no student has"


def test_formulas_are_drawn_by_the_browser(mistaken: BeautifulSoup) -> None:
    assert len(mistaken.find_all("math")) > 5
    assert mistaken.find("mfrac")
    assert "\\href{javascript:alert(1)}{x}" in mistaken.get_text(), "what is no formula stays text"


def test_every_picture_is_described_and_a_path_is_a_drawing(mistaken: BeautifulSoup) -> None:
    drawings = mistaken.find_all("svg")
    assert len(drawings) == 3
    for drawing in drawings:
        assert isinstance(drawing, Tag)
        assert re.search(r"the paths part at step \d; w\[", str(drawing["aria-label"]))
    assert all(image.has_attr("alt") for image in mistaken.find_all("img"))


@pytest.mark.parametrize("student", KINDS)
def test_a_page_is_light_and_holds_all_that_it_needs(made: dict[str, str], student: str) -> None:
    page = made[student]
    assert len(page.encode()) < MOST
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//(?!book\.example)""", page)
    assert "@import" not in page
    assert "mathjax" not in page.lower()


def test_a_page_that_cannot_be_made_is_an_error(graded: Path, tmp_path: Path) -> None:
    broken = tmp_path / "class"
    shutil.copytree(graded, broken)
    path = broken / "autograded" / "right" / "momentum" / "momentum.ipynb"
    path.chmod(0o644)
    path.write_text("{}")
    with pytest.raises(NbGraderException):
        pages(broken, 2)
    assert {path.parts[-3] for path in broken.glob("feedback/*/*/*.html")} == {*KINDS} - {"right"}


@pytest.fixture(scope="module")
def shown(graded: Path, made: dict[str, str], browser: Any) -> Any:
    """The page of the student with all of it, opened by `look`."""
    assert made

    def look(width: int, scheme: str) -> Any:
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page.goto((graded / "feedback" / "mistaken" / "momentum" / "momentum.html").as_uri())
        return page

    pages(graded, site=SITE, late_work=True)
    return look


@pytest.mark.parametrize(("width", "scheme"), [(1000, "light"), (1000, "dark"), (360, "light")])
def test_anybody_can_read_it(shown: Any, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = shown(width, scheme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Source Serif"')
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 25, 28)"
    assert dark == (scheme == "dark")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    page.close()
