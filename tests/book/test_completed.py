"""What pages get from elsewhere: a card, an erratum, a playground; each only where it is due."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sphinx.errors import ExtensionError

from book.pages import convention_cards, errata, playgrounds


def rule() -> None:
    """Do something.

    Notes
    -----
    The size |w| is `lr` times ``beta``.

    References
    ----------
    Nobody.
    """


def test_a_card_is_the_notes_in_restructured_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convention_cards.solutions, "Rule", rule, raising=False)
    assert convention_cards.card("Rule") == r"The size \|w\| is ``lr`` times ``beta``."
    source = ["Before\n```{card} Rule\n```\nafter"]
    convention_cards.deal_cards(None, "page", source)  # type: ignore[arg-type]
    card = convention_cards.card("Rule")
    assert source == [f"Before\n```{{eval-rst}}\n{card}\n```\nafter"]


@pytest.mark.parametrize("name", ["Nothing", "__doc__"])
def test_a_card_that_nothing_can_be_made_of_is_refused(name: str) -> None:
    with pytest.raises(ExtensionError, match="no docstring with notes"):
        convention_cards.card(name)


ROW = {"verdict": "wrong", "lines": "12-14", "notes": "2", "right": "3", "why": "counted",
       "reference": ["kingma2015, section 2", "hinton2012"]}  # fmt: skip


def test_an_erratum_says_all_that_its_row_does() -> None:
    assert errata.entry("A1", ROW).splitlines() == [
        "(erratum-a1)=",
        "### A1: wrong",
        "",
        "*The notes* (line 12-14): 2",
        "",
        "*Instead:* 3",
        "",
        "*How one knows:* counted",
        "",
        "*Source:* {cite:t}`kingma2015`, section 2; {cite:t}`hinton2012`.",
    ]
    bare = errata.entry("B2", {**ROW, "lines": "throughout", "reference": []})
    assert "*The notes*: 2" in bare
    assert "*Source:*" not in bare


def test_only_the_page_of_errata_gets_them() -> None:
    source = ["a lesson"]
    errata.list_errata(None, "chapters/momentum", source)  # type: ignore[arg-type]
    assert source == ["a lesson"]


def brought(body: str, here: str = "chapters/momentum") -> tuple[str, Any]:
    """The body of a page and its scripts, once playgrounds have been brought to life."""

    def pathto(target: str, resource: int = 0) -> str:
        if target == here:
            return "#"
        return f"../{target}" if resource else f"../{target}.html"

    context = {"body": body, "pathto": pathto}
    builder = SimpleNamespace(get_target_uri=lambda name: f"{name}.html")
    env = SimpleNamespace(found_docs={playgrounds.PAGE})
    app: Any = SimpleNamespace(env=env, builder=builder)
    playgrounds.bring_to_life(app, here, "", context, None)
    return str(context["body"]), BeautifulSoup(str(context["body"]), "html.parser")


def test_a_page_without_a_playground_loads_nothing_for_it() -> None:
    body, _ = brought("<p>words</p>")
    assert body == "<p>words</p>"


def served(script: str) -> dict[str, str]:
    """Return what stands for `playgrounds.files`, with a script of one letter."""
    return {"playground.css": "a", "playground.js": script, "playground-tools.js": "t"}


@pytest.mark.parametrize("here", ["chapters/momentum", playgrounds.PAGE])
def test_a_page_with_one_loads_style_and_script_by_what_is_in_them(
    here: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(playgrounds, "files", lambda: served("b"))
    body, html = brought(f"<div {playgrounds.MARK}></div>", here)
    style, script = html.select_one("link")["href"], html.select_one("script")
    assert style.startswith("../_static/playground.css?v=")
    assert script["data-src"].startswith("../_static/playground.js?v=")
    assert script["data-tools"].startswith("../_static/playground-tools.js?v=")
    wanted = {"chapters/momentum": "../chapters/playground.html"}
    assert script["data-page"] == wanted.get(here, "playground.html")
    monkeypatch.setattr(playgrounds, "files", lambda: served("c"))
    _, html = brought(f"<div {playgrounds.MARK}></div>", here)
    assert html.select_one("link")["href"] == style
    assert html.select_one("script")["data-src"] != script["data-src"], (
        "a browser must not keep the old one"
    )
    # The script that fetches it looks for playgrounds, so it stands behind them.
    assert body.index(playgrounds.MARK) < body.index("IntersectionObserver")
