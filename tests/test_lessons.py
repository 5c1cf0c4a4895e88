"""What the course promises of every lesson, seen in the built page and in its text."""

from __future__ import annotations

import re
from collections import defaultdict

import jupytext
import pytest
from bs4 import Tag

from tests.test_book import LESSONS, PAGES, ROOT, built, page

__all__ = ["built"]  # the fixture

CONTESTED = {  # claims that the notes make or that are often heard, and where they are weighed
    "Momentum escapes local minima": "momentum",
    "The noise of SGD helps it out of local minima": "gradient-descent",
    "Nesterov's method is faster": "momentum",
    "SGD generalises better than Adam": "adam-and-adamw",
    "Adam with an L2 penalty is incorrect": "adam-and-adamw",
    "Flat minima generalise better": "choosing",
}
every_lesson = pytest.mark.parametrize("lesson", LESSONS)


def words(element: Tag) -> str:
    return " ".join(element.get_text(" ").split()).replace("\u2019", "'")


def tree(lesson: str) -> Tag:
    found: Tag = page(f"chapters/{lesson}").find("article")
    return found


def boxes(lesson: str) -> dict[str, Tag]:
    """Return the contested claims of a lesson, each with its box."""
    every = tree(lesson).select(".admonition")
    found = {words(box.select_one(".admonition-title")): box for box in every}
    return {title[1:-1]: box for title, box in found.items() if title.startswith("\u201c")}


def section(lesson: str, heading: str) -> Tag:
    (found,) = [
        title.find_parent("section")
        for title in tree(lesson).select("h2")
        if words(title).rstrip("# ") == heading
    ]
    return found


def code(lesson: str) -> list[tuple[set[str], str]]:
    """Return the cells of a lesson, each with its tags."""
    cells = jupytext.read(ROOT / "chapters" / f"{lesson}.md").cells
    return [
        (set(cell.metadata.get("tags", [])), cell.source)
        for cell in cells
        if cell.cell_type == "code"
    ]


@every_lesson
def test_a_question_comes_first_and_its_answer_is_folded_up(lesson: str) -> None:
    first = tree(lesson).select_one("h2").find_parent("section")
    assert first is not None
    assert words(first).startswith("Before you read")
    (answer,) = first.select("details.sd-dropdown")
    assert not answer.has_attr("open")
    assert "?" in words(first).removesuffix(words(answer))
    assert len(words(answer).split()) > 30


@every_lesson
def test_a_step_is_made_by_hand(lesson: str) -> None:
    strong = [words(element) for element in tree(lesson).select("strong")]
    by_hand = [text for text in strong if text.startswith("By hand")]
    assert by_hand or lesson == "toy-example"  # which is nothing else


@every_lesson
def test_symbols_are_bound_to_names_in_the_code(lesson: str) -> None:
    heads = [words(table.find("tr")) for table in tree(lesson).select("table")]
    assert any(re.search(r"\bCode\b", head) for head in heads) or lesson == "toy-example"
    assert tree(lesson).select('a[href^="notation.html"]')


@every_lesson
def test_claims_are_asserted_where_they_are_made(lesson: str) -> None:
    """In cells that run when the book is built and that readers do not see."""
    hidden = [source for tags, source in code(lesson) if "remove-cell" in tags]
    assert sum(source.count("assert ") for source in hidden) >= 10
    for tags, _ in code(lesson):
        assert not tags & {"raises-exception", "skip-execution", "remove-stderr"}


@every_lesson
def test_code_that_readers_see_is_short(lesson: str) -> None:
    for tags, source in code(lesson):
        if not tags & {"remove-cell", "hide-input"}:
            assert len(source.splitlines()) <= 20, source
        assert "assert " not in source or "remove-cell" in tags


@every_lesson
def test_captions_say_what_to_look_at(lesson: str) -> None:
    captions = tree(lesson).select("figcaption .caption-text")
    assert len(captions) >= 3
    for caption in captions:
        assert words(caption).startswith("What to look at: ")


@pytest.mark.parametrize("name", PAGES)
def test_pictures_are_small(name: str) -> None:
    for picture in page(name).select("article svg[role=img]"):
        assert len(str(picture).encode()) < 80_000


@pytest.mark.parametrize("claim", CONTESTED)
def test_a_contested_claim_is_weighed(claim: str) -> None:
    assert claim in boxes(CONTESTED[claim])


@every_lesson
def test_both_sides_of_a_contest_name_papers(lesson: str) -> None:
    assert boxes(lesson)
    for claim, box in boxes(lesson).items():
        sides = {words(item.find("em")): item for item in box.select("li")}
        assert {"For:", "Against:", "Say instead:"} <= set(sides), claim
        for side in ("For:", "Against:"):
            assert sides[side].select('a[href*="bibliography.html#"]'), (claim, side)


@every_lesson
def test_every_choice_has_a_verdict_and_one_is_right(lesson: str) -> None:
    verdicts: dict[str, list[str]] = defaultdict(list)
    question = ""
    for element in section(lesson, "Check yourself").select("strong, details.sd-dropdown"):
        if element.name == "strong" and re.match(r"\d\. ", words(element)):
            question = words(element)
        elif element.name == "details":
            reason = words(element).removeprefix(words(element.find("summary"))).strip()
            assert reason.startswith(("Right", "Wrong")), reason
            verdicts[question].append(reason[:5])
    assert 3 <= len(verdicts) <= 5
    for asked, given in verdicts.items():
        assert len(given) >= 3, asked
        assert given.count("Right") == 1, asked


def test_the_right_choice_is_not_always_the_same_letter() -> None:
    letters: dict[str, int] = defaultdict(int)
    for lesson in LESSONS:
        for choice in section(lesson, "Check yourself").select("details.sd-dropdown"):
            summary = words(choice.find("summary"))
            if words(choice).removeprefix(summary).strip().startswith("Right"):
                letters[summary[0]] += 1
    assert set(letters) == {"A", "B", "C"}
    assert max(letters.values()) < 0.5 * sum(letters.values())


NETWORK_TABLES = {  # of how many, in each lesson, a network was trained for
    "adam-and-adamw": 1,
    "beyond-adam": 2,
    "norms": 2,
    "choosing": 1,
    "training": 1,
}


@pytest.mark.parametrize("lesson", NETWORK_TABLES)
def test_tables_of_networks_show_spread_and_unseen_samples(lesson: str) -> None:
    """What `choosing` asks of others: several starts, their spread, and samples not trained on."""
    tables = [table for table in tree(lesson).select("table") if "±" in words(table)]
    assert len(tables) == NETWORK_TABLES[lesson]
    for table in tables:
        section = table.find_parent("section")
        assert section is not None
        assert "unseen" in words(section).lower()
        assert re.search(r"\bten\b", words(section))
        for row in table.select("tbody tr"):
            assert "±" in words(row), words(row)


@every_lesson
def test_no_table_has_losses_of_networks_without_spread(lesson: str) -> None:
    for table in tree(lesson).select("table"):
        head = words(table.find("tr")).lower()
        if re.search(r"\b(unseen|training) loss|accuracy", head):
            assert "±" in words(table), head
