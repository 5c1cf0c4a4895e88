"""What a site needs besides its pages is written, wherever its first page is."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup

# The package shows the function under the name of its module.
module = importlib.import_module("book.site.publish")
publish = module.publish

TITLE = 'Up & "down"'


BASE = "https://small.example/book/"


def app(out: Path, root_doc: str, output: str = "html", base: str = BASE) -> Any:
    (out / "_static").mkdir()
    return SimpleNamespace(
        outdir=str(out),
        builder=SimpleNamespace(format=output, get_target_uri=lambda name: f"{name}.html"),
        env=SimpleNamespace(found_docs={root_doc, "chapters/last"}),
        config=SimpleNamespace(
            html_baseurl=base,
            html_title=TITLE,
            language="en",
            root_doc=root_doc,
        ),
    )


@pytest.fixture(autouse=True)
def card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "draw_card", lambda path, title: path.write_text(title))


def test_the_root_of_the_site_leads_to_its_first_page(tmp_path: Path) -> None:
    publish(app(tmp_path, "chapters/start"), None)
    html = BeautifulSoup((tmp_path / "index.html").read_text(encoding="utf-8"), "html.parser")
    first = "chapters/start.html"
    assert html.select_one("meta[http-equiv=refresh]")["content"] == f"0; url={first}"
    assert html.select_one("a")["href"] == first
    canonical = f"https://small.example/book/{first}"
    assert html.select_one("link[rel=canonical]")["href"] == canonical
    assert html.title.get_text() == html.select_one("a").get_text() == TITLE
    assert html.html["lang"] == "en"


def test_an_address_that_nobody_said_is_left_out_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("sitemap.xml", "robots.txt"):
        (tmp_path / name).write_text("of a build that knew the address")
    publish(app(tmp_path, "chapters/start", base=""), None)
    html = BeautifulSoup((tmp_path / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert html.select_one("a")["href"] == "chapters/start.html"
    assert not html.select("link[rel=canonical]")
    assert not (tmp_path / "sitemap.xml").exists()
    assert not (tmp_path / "robots.txt").exists()
    assert "no address yet" in capsys.readouterr().err


def test_a_first_page_at_the_root_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("the first page")
    publish(app(tmp_path, "index"), None)
    assert (tmp_path / "index.html").read_text() == "the first page"
    assert (tmp_path / "_static" / "card.png").read_text() == TITLE


def test_the_address_of_the_first_page_is_no_html(tmp_path: Path) -> None:
    publish(app(tmp_path, 'a"&lt;b'), None)
    html = BeautifulSoup((tmp_path / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert html.select_one("a")["href"] == 'a"&lt;b.html'
    assert html.title.get_text() == TITLE


@pytest.mark.parametrize(("output", "failed"), [("latex", None), ("html", ValueError("broken"))])
def test_nothing_is_written_of_what_is_no_site(
    tmp_path: Path, output: str, failed: Exception | None
) -> None:
    publish(app(tmp_path, "chapters/start", output), failed)
    assert [path.name for path in tmp_path.rglob("*")] == ["_static"]
