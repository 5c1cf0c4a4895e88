"""The built site: whole, readable, linked, and without the answers. `make` builds it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import copy
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
import yaml
from bs4 import BeautifulSoup, Tag

from tests.helpers.hidden import leaks

ROOT = Path(__file__).parents[1]
SITE = ROOT / "_build" / "html"
EXERCISES = sorted((ROOT / "chapters" / "exercises").glob("*.md"))
ANCHORS = {  # the sections that feedback and other pages point to
    "why-descent": "landscape no-algebra random-search fixed-update dimension gradient "
    "finite-difference optimizer descent-lemma stationary",
    "gradient-descent": "batch stochastic mini-batch unbiased importance-sampling noise "
    "noise-floor averaging epochs accumulation rate-and-curvature batch-size",
    "toy-example": "setup plain-descent velocity adagrad-by-hand rmsprop-by-hand adam-by-hand "
    "further-rules two-hundred-steps second-problem",
    "momentum": "ravines running-average two-conventions damping look-ahead shifted-form "
    "stability-limits",
    "adaptive": "one-rate-for-all newton adagrad rmsprop",
    "adam-and-adamw": "adam bias-correction epsilon adam-fails adamw state-memory",
    "beyond-adam": "adadelta nadam radam lamb after-adam",
    "norms": "steepest lion rare-words muon schedule-free width verdict",
    "choosing": "contexts tournament schedules warm-up clipping flat-minima not-converging "
    "decision-chart",
    "training": "gradient-check loss-at-chance three-sets loop coarse-to-fine curves "
    "early-stopping two-methods",
}
LESSONS = list(ANCHORS)
MOST_WORDS = 1800


@pytest.fixture(autouse=True)
def built() -> None:
    if not (SITE / "index.html").exists():
        pytest.fail("the site is not there: run `make` first", pytrace=False)


def table_of_contents() -> list[str]:
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    return [toc["root"], *(page["file"] for part in toc["parts"] for page in part["chapters"])]


PAGES = table_of_contents()


@cache
def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@cache
def ids(path: Path) -> set[str]:
    return {str(element["id"]) for element in soup(path).select("[id]")}


def page(name: str) -> BeautifulSoup:
    return soup(SITE / f"{name}.html")


@cache
def article(name: str, *without: str) -> Tag:
    """The text of a page, less what the selectors match; only to be read."""
    body = page(name).find("article")
    return pruned(body, {*map(id, body.select(", ".join(without)))}) if without else body


def pruned(body: Tag, dropped: set[int]) -> Tag:
    """A copy of a tree without some elements: what is dropped, most of a page, is not copied."""
    kept = body.copy_self()
    for child in body.contents:
        if not isinstance(child, Tag):
            kept.append(copy(child))
        elif id(child) not in dropped:
            kept.append(pruned(child, dropped))
    return kept


@pytest.mark.parametrize("name", PAGES)
def test_page_is_there(name: str) -> None:
    html = page(name)
    assert html.find("html")["lang"] == "en"
    assert html.find("h1").get_text(strip=True)


@pytest.mark.parametrize("name", PAGES)
def test_images_are_described(name: str) -> None:
    for image in article(name).select("img"):
        assert image.get("alt", "").strip(), image
    for figure in article(name).select("div.cell_output svg"):
        assert figure.get("role") == "img"
        assert figure.get("aria-label", "").strip()


@pytest.mark.parametrize("lesson", LESSONS)
def test_lesson_has_figures(lesson: str) -> None:
    figures = article(f"chapters/{lesson}").select("svg[role=img]")
    assert len(figures) >= 3
    for figure in figures:
        assert len(figure["aria-label"].split()) >= 15, "say what the picture shows"
        assert len(str(figure)) < 80_000


@pytest.mark.parametrize("name", PAGES)
def test_formulas_are_rendered(name: str) -> None:
    assert not article(name).select("merror, .math-core-error, .problematic, .system-message")
    # A command that the converter had passed through would stand in the formula as it was written.
    pieces = [text for math in article(name).select("math") for text in math.find_all(string=True)]
    assert "\\" not in "".join(text for text in pieces if text.parent.name != "annotation")
    prose = article(name, "pre", "code", "math", "script")
    assert "$" not in prose.get_text()
    # What a role or a pasted number leaves behind when it failed.
    assert not re.search(r"\{[a-z:]+\}`|\*\*|\]\(", prose.get_text())


@pytest.mark.parametrize("name", PAGES)
def test_every_id_is_given_once(name: str) -> None:
    given = Counter(element["id"] for element in article(name).select("[id]"))
    assert [name for name, times in given.items() if times > 1] == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_sections_that_feedback_points_to(lesson: str) -> None:
    assert ids(SITE / f"chapters/{lesson}.html") >= set(ANCHORS[lesson].split())


def headings(name: str) -> set[str]:
    return {heading.get_text().rstrip("#") for heading in article(name).select("h2")}


@pytest.mark.parametrize("lesson", LESSONS)
def test_lesson_has_its_parts(lesson: str) -> None:
    given = headings(f"chapters/{lesson}")
    assert {"Before you read", "Contested", "Check yourself"} <= given
    assert given & {"Now do it", "What to read next"}
    assert given & {"Convention card", "Convention cards", "The same numbers from a library"}
    boxes = article(f"chapters/{lesson}").select(".admonition")
    disputes = [box for box in boxes if {"For:", "Against:"} <= {e.text for e in box.select("em")}]
    assert disputes
    for box in disputes:
        assert box.select('a[href*="bibliography.html#"]'), "papers on both sides"


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda path: path.stem)
def test_lesson_and_exercise_link_to_each_other(exercise: Path) -> None:
    lesson, task = f"chapters/{exercise.stem}", f"chapters/exercises/{exercise.stem}"
    assert article(lesson).select(f'a[href^="exercises/{exercise.stem}.html"]')
    assert article(task).select(f'a[href^="../{exercise.stem}.html"]')


def links(html: BeautifulSoup) -> Iterator[str]:
    for element in html.select("[href], [src]"):
        url = str(element.get("href") or element.get("src") or "")
        if url and url != "#" and not re.match(r"[a-z]+:|//", url) and element.name != "use":
            yield url


@pytest.mark.parametrize("name", PAGES)
def test_links_within_the_site_resolve(name: str) -> None:
    here = SITE / f"{name}.html"
    broken = []
    for url in links(page(name)):
        address, anchor = urldefrag(url)
        target = (here.parent / unquote(address.split("?")[0])).resolve() if address else here
        if not target.is_file():
            broken.append(url)
        elif anchor.startswith("surface="):
            continue  # a state of the playground, which tests/book/built tries in a browser
        elif anchor and target.suffix == ".html":
            broken += [] if unquote(anchor) in ids(target) else [url]
    assert broken == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_lesson_is_short(lesson: str) -> None:
    """A formula counts as a word; what is folded up is read, if at all, by itself."""
    without = "pre", "svg", "script", "a.headerlink", "details", ".facts"
    whole = article(f"chapters/{lesson}")
    formulas = len(whole.select("math")) - len(
        whole.select(", ".join(f"{w} math" for w in without))
    )
    prose = article(f"chapters/{lesson}", *without, "math")
    assert len(prose.get_text(" ").split()) + formulas <= MOST_WORDS


@pytest.mark.parametrize("lesson", LESSONS)
def test_questions_work_without_scripts(lesson: str) -> None:
    """Every choice is a native disclosure, open to the keyboard, and says why."""
    choices = [
        (choice.find("summary").get_text(" ", strip=True), choice.get_text(" ", strip=True))
        for choice in article(f"chapters/{lesson}").select("details.sd-dropdown")
    ]
    letters = [summary[0] for summary, _ in choices if re.match(r"[A-D]\. ", summary)]
    assert 3 <= letters.count("A") <= 5
    assert letters.count("A") == letters.count("B") == letters.count("C")
    for summary, whole in choices:
        assert len(whole.removeprefix(summary).split()) >= 8, summary


@cache
def shown(path: Path) -> str:
    """What a reader of a file sees; a page's code is cut into coloured pieces, here joined."""
    if path.suffix == ".html":
        return soup(path).get_text()
    return path.read_text(encoding="utf-8", errors="replace").replace('\\"', '"')


def text_files() -> Iterator[Path]:
    kinds = {".html", ".js", ".json", ".ipynb", ".md", ".txt", ".py", ".inv", ".xml"}
    return (path for path in SITE.rglob("*") if path.is_file() and path.suffix in kinds)


def test_sources_are_not_published() -> None:
    assert not (SITE / "_sources").exists()
    assert [*SITE.rglob("*.md")] == []


def secrets() -> set[str]:
    """Lines of the exercises' own texts that only their sources may hold."""
    found = {
        f"### {end} {what}" for end in ("BEGIN", "END") for what in ("SOLUTION", "MARK SCHEME")
    }
    for path in EXERCISES:
        text = path.read_text(encoding="utf-8")
        found.update(re.findall(r"^from solutions\..+$|^:(?:answer|grade|locked): .+$", text, re.M))
        hidden = r"### BEGIN (SOLUTION|MARK SCHEME)\n(.*?)### END \1"
        # An answer that fills in a form begins and ends as the form does, which everyone sees.
        seen = re.sub(hidden, "", text, flags=re.S)
        for _, answer in re.findall(hidden, text, re.S):
            lines = {line.strip() for line in answer.splitlines()}
            found.update(line for line in lines if line not in seen)
    return found


def test_no_exercise_is_published_as_written() -> None:
    own = secrets()
    found = {path: [s for s in own if s in shown(path)] for path in text_files()}
    assert {str(path): leaked for path, leaked in found.items() if leaked} == {}


def published() -> list[Path]:
    """The pages of the exercises, and every notebook that can be downloaded."""
    pages = [SITE / "chapters" / "exercises" / f"{path.stem}.html" for path in EXERCISES]
    return pages + sorted(SITE.rglob("*.ipynb"))


def test_answers_are_not_on_the_exercise_page() -> None:
    assert {str(path): found for path in published() if (found := leaks(shown(path)))} == {}


def test_no_page_has_a_mistakes_code_or_an_input_that_is_not_shown() -> None:
    files = (path for path in text_files() if path.stat().st_size)
    found = {str(path): leaks(shown(path), answers=False) for path in files}
    assert {path: lines for path, lines in found.items() if lines} == {}
