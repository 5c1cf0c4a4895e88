"""The appendices of the built site say what their one source says, and leave nothing out."""

from __future__ import annotations

import inspect
import re

import pytest
from pybtex.database import parse_file

import solutions
from book.pages.convention_cards import NOTES
from tests.helpers.errata_table import TABLE
from tests.test_book import LESSONS, ROOT, article, built

__all__ = ["built"]  # the fixture

BIBLIOGRAPHY = parse_file(str(ROOT / "chapters" / "references.bib"))
CARDS = [
    name
    for name in solutions.__all__
    if NOTES.search(inspect.getdoc(getattr(solutions, name)) or "")
]


def words(name: str) -> str:
    return " ".join(article(f"chapters/{name}", ".headerlink").get_text().split())


def as_printed(text: str) -> str:
    """The page sets quotes and dots as a printer would; here both are plain."""
    return text.replace("\u2019", "'").replace("\u2026", "...")


@pytest.mark.parametrize("name", TABLE)
def test_every_erratum_is_on_its_page_as_it_was_measured(name: str) -> None:
    section = article("chapters/errata").find(id=f"erratum-{name.lower()}").find_parent("section")
    text = " ".join(section.get_text().split())
    for part in ("notes", "right", "why"):
        assert as_printed(TABLE[name][part]) in as_printed(text)
    assert len(section.select('a[href*="bibliography.html#"]')) == len(TABLE[name]["reference"])


def test_the_front_page_counts_the_errata() -> None:
    assert f"held {len(TABLE)} statements" in words("index")


def test_every_note_on_conventions_has_a_card() -> None:
    source = (ROOT / "chapters" / "conventions.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"\{card\} (\w+)", source))
    left_out = {
        *("Clipped", "FixedUpdate", "finite_difference", "orthogonalise"),
        *("fair_trial", "keras_eps", "tuned_rate"),
    }
    assert shown == set(CARDS) - left_out  # those have no conventions, only notes


@pytest.mark.parametrize("key", BIBLIOGRAPHY.entries)
def test_every_publication_can_be_found(key: str) -> None:
    fields = BIBLIOGRAPHY.entries[key].fields
    assert {"doi", "eprint", "url"} & set(fields)
    assert key.rstrip("ab").endswith(fields["year"])


def test_the_bibliography_is_complete_and_linked() -> None:
    entries = article("chapters/bibliography").select(".citation")
    assert len(entries) == len(BIBLIOGRAPHY.entries)
    assert all(entry.select("a.external") for entry in entries)


def cited_by_code() -> str:
    """What the answer key and the kit say, where a work is named by its number or its author."""
    files = (
        path for package in ("solutions", "descent") for path in (ROOT / package).rglob("*.py")
    )
    return "\n".join(path.read_text(encoding="utf-8") for path in files).lower()


def test_every_publication_is_cited() -> None:
    pages = [*(ROOT / "chapters").rglob("*.md"), ROOT / "tests" / "errata" / "table.toml"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in pages)
    code = cited_by_code()

    def used(key: str) -> bool:
        fields = BIBLIOGRAPHY.entries[key].fields
        numbers = [fields[name].lower() for name in ("doi", "eprint", "url") if name in fields]
        surname = key.rstrip("ab0123456789")  # or by name and year, where there is no number
        by_name = re.search(rf"\b{surname}\b.{{,40}}{fields['year']}", code)
        on_a_page = re.search(rf"\b{key}\b", text)
        return bool(on_a_page or by_name) or any(number in code for number in numbers)

    assert [key for key in BIBLIOGRAPHY.entries if not used(key)] == []


def test_what_the_code_cites_is_in_the_bibliography() -> None:
    known = (ROOT / "chapters" / "references.bib").read_text(encoding="utf-8").lower()
    for package in ("solutions", "descent"):
        for path in (ROOT / package).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            for number in re.findall(r"(?:arXiv:|doi:)(\d[^\s,;]*[^\s,;:.)]\)?)", text):
                # A bracket at the end may close a remark and not belong to the number.
                closes = number.count(")") > number.count("(")
                cited = number.removesuffix(")") if closes else number
                assert cited.lower() in known, (path, cited)


def test_the_glossary_explains_the_words_of_the_course() -> None:
    terms = article("chapters/glossary").select("dl.glossary > dt")
    names = [term.get_text().rstrip("#").strip() for term in terms]
    assert len(names) >= 40
    assert names == sorted(names, key=str.casefold)
    for term in terms:
        meaning = term.find_next_sibling("dd").get_text(" ").split()
        assert 6 <= len(meaning) <= 80, term


# A graduate must be able to search for, and to talk about, what the course calls otherwise.
FIELD = (
    *("exponential moving average", "iterate", "objective", "bias", "relu"),
    *("validation set", "test set", "overfitting", "early stopping"),
    *("l-smooth", "strongly convex", "line search", "learning-rate finder"),
    *("critical batch", "edge of stability", "norm"),
)


def test_the_glossary_has_the_words_of_the_field() -> None:
    terms = article("chapters/glossary").select("dl.glossary > dt")
    names = " | ".join(term.get_text() for term in terms).casefold()
    wanted = (*FIELD, "bias (of a layer)", "training set", "averaging of weights", "preconditioner")
    assert [word for word in wanted if word not in names] == []


def test_lessons_say_the_words_of_the_field() -> None:
    lessons = " ".join(article(f"chapters/{lesson}").get_text(" ") for lesson in LESSONS).casefold()
    said = " ".join(lessons.split())
    assert [word for word in FIELD if word not in said] == []


def test_every_interview_question_has_three_answers() -> None:
    page = article("chapters/interview")
    summaries = [
        s.get_text(" ", strip=True).lower() for s in page.select("details.sd-dropdown summary")
    ]
    for kind in ("model answer", "weak answer", "separates"):
        assert sum(kind in summary for summary in summaries) >= 30
    questions = re.findall(r"^(\d+)\. ", "\n".join(s.text for s in page.select("p > strong")), re.M)
    assert [int(number) for number in questions] == list(range(1, len(questions) + 1))
    assert len(questions) >= 30
