"""Hostile submissions on the instructor's own pages, in a real browser: nothing of theirs acts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.integration.demo import submission
from autograder.integration.report import rows
from tests.helpers.formgrader import TOKEN, formgrader_of
from tests.helpers.nbgrader import nbgrader

# Whatever of this runs is seen: it sets a mark on the window, or asks for an address.
ACT = "window.acted = 1; fetch('/acted')"
HOSTILE = f"""
# %% answer="Momentum"
from IPython.display import HTML, Javascript, Markdown, SVG, display
script = "<script>{ACT}</script>"
display(HTML(script), Javascript("{ACT}"), Markdown(script))
display(SVG(data="<svg xmlns='http://www.w3.org/2000/svg' onload='window.acted = 1'/>"))
print(script)
raise ValueError("<img src=/acted onerror='window.acted = 1'>")

# %% answer="diverges"
diverges = "<script>window.acted = 1</script>"
"""
MARKDOWN = (
    f"<script>{ACT}</script> <img src=/acted onerror='window.acted = 1'>\n\n"
    "<svg onload='window.acted = 1'></svg> <iframe src='javascript:parent.acted = 1'></iframe>\n\n"
    "$\\href{javascript:window.acted=1}{x}$ <details open ontoggle='window.acted = 1'>x</details>"
)
NAMES = ("mallory", 'eve"><img src=acted onerror=window.acted=1>')


@pytest.fixture(scope="module")
def course(browser: Any, released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class in which hostile notebooks were handed in, graded, and given feedback."""
    folder = tmp_path_factory.mktemp("browser") / "class"
    shutil.copytree(released, folder)
    text = folder / "hostile.py"
    text.write_text(HOSTILE)
    notebook = json.loads(submission(text, folder / "release" / "momentum" / "momentum.ipynb"))
    cell = {"cell_type": "markdown", "id": "hostile", "metadata": {}, "source": MARKDOWN}
    notebook["cells"].insert(1, cell)
    for name in NAMES:
        target = folder / "submitted" / name / "momentum"
        target.mkdir(parents=True)
        (target / "momentum.ipynb").write_text(json.dumps(notebook))
    for command in ("autograde", "generate_feedback"):
        done = nbgrader(folder, command, "momentum")
        assert done.returncode == 0, done.stderr[-3000:]
    return folder


@pytest.fixture(scope="module")
def formgrader(course: Path) -> Iterator[str]:
    """The address of a formgrader of that class."""
    with formgrader_of(course) as address:
        yield address


class Watched:
    """A page, and what was asked for and announced while it was open."""

    def __init__(self, page: Any, ours: str) -> None:
        self.page, self.ours, self.asked, self.dialogs = page, ours, [], []
        page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: self.asked.append(request.url))
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.route("**", lambda route: (
            route.continue_() if route.request.url.startswith((ours, "file:", "data:"))
            else route.abort()))  # fmt: skip

    def open(self, address: str) -> None:
        self.page.goto(address, wait_until="load", timeout=60_000)
        self.page.wait_for_timeout(500)  # what is drawn by scripts comes after the load

    def acted(self) -> list[Any]:
        marks = [1] if self.page.evaluate("window.acted") else []
        return [*marks, *self.dialogs, *(url for url in self.asked if url.endswith("acted"))]

    def wrong(self) -> list[str]:
        """What went wrong on its own pages, and whoever else was asked."""
        foreign = [u for u in self.asked if not u.startswith((self.ours, "file:", "data:"))]
        return [*self.errors, *foreign]


@pytest.fixture
def watched(browser: Any, formgrader: str) -> Iterator[Watched]:
    page = browser.new_page()
    yield Watched(page, formgrader)
    page.close()


def test_what_would_act_is_seen(watched: Watched, formgrader: str) -> None:
    watched.open(f"{formgrader}/formgrader/gradebook?token={TOKEN}")
    watched.page.evaluate("html => { document.body.innerHTML = html }", MARKDOWN)
    watched.page.wait_for_timeout(500)
    assert 1 in watched.acted()


@pytest.mark.parametrize("name", NAMES, ids=["name", "hostile-name"])
def test_feedback_is_only_read(watched: Watched, course: Path, name: str) -> None:
    page = course / "feedback" / name / "momentum" / "momentum.html"
    watched.open(page.as_uri())
    assert "0 of 3" in watched.page.inner_text("body")
    assert watched.acted() == []
    assert watched.wrong() == []


def addresses(course: Path) -> list[str]:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        submissions = gradebook.assignment_submissions("momentum")
        return [f"submissions/{notebook.id}" for s in submissions for notebook in s.notebooks]


def test_formgrader_only_shows(watched: Watched, formgrader: str, course: Path) -> None:
    before = rows(course)
    lists = ["", "manage_submissions/momentum", "gradebook", "gradebook/momentum",
             "gradebook/momentum/momentum", "manage_students"]  # fmt: skip
    watched.open(f"{formgrader}/formgrader?token={TOKEN}")
    for address in [*lists, *addresses(course)]:
        watched.open(f"{formgrader}/formgrader/{address}")
        assert watched.acted() == [], address
    assert "0 of 3 points" in watched.page.inner_text("body")
    assert watched.page.locator("math").count() > 0, "formulas are drawn without MathJax"
    foreign = [url for url in watched.asked if not url.startswith((formgrader, "data:"))]
    assert foreign == []
    assert rows(course) == before
    assert watched.page.locator("math").count() > 0
    assert watched.wrong() == []
