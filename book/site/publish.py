"""What a site needs besides its pages: a map and a card for machines, a page for lost readers."""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.config import Config

from book.site.social_card import ALT, draw_card
from course.paths import site

CARD = "_static/card.png"
MAP = ("sitemap.xml", "robots.txt")


def know_address(_: Sphinx, config: Config) -> None:
    """Take the address from where the rest of the course does."""
    config.html_baseurl = config.html_baseurl or site()


MAP = ("sitemap.xml", "robots.txt")


def name_card(app: Sphinx, _: str, __: str, context: dict[str, Any], ___: object) -> None:
    """Tell the templates where the site and its picture are, for those who come from afar."""
    context["base_path"] = urlsplit(app.config.html_baseurl).path or "/"
    context["card_url"] = app.config.html_baseurl.rstrip("/") + "/" + CARD
    context["card_alt"] = ALT


def publish(app: Sphinx, failed: Exception | None) -> None:
    """Write `sitemap.xml`, `robots.txt`, the card, and the way from the root to the first page."""
    if failed or app.builder.format != "html":
        return
    out, base = Path(app.outdir), app.config.html_baseurl.rstrip("/")
    draw_card(out / CARD, app.config.html_title)
    pages = sorted(app.builder.get_target_uri(name) for name in app.env.found_docs)
    if base:
        write_map(out, base, pages)
    else:
        for name in MAP:  # of a build that knew one
            (out / name).unlink(missing_ok=True)
        print("the site has no address yet, so no map of it is written: README", file=sys.stderr)
    first = app.builder.get_target_uri(app.config.root_doc)
    if first != "index.html":
        page = way_to(first, base, app.config.html_title, app.config.language)
        (out / "index.html").write_text(page, encoding="utf-8")


def write_map(out: Path, base: str, pages: list[str]) -> None:
    """Write what search engines read: which pages there are, and that all may be read."""
    addresses = "".join(f"<url><loc>{escape(f'{base}/{page}')}</loc></url>\n" for page in pages)
    (out / "sitemap.xml").write_text(
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{addresses}</urlset>\n',
        encoding="utf-8",
    )
    (out / "robots.txt").write_text(
        f"User-agent: *\nAllow: /\nSitemap: {base}/sitemap.xml\n", encoding="utf-8"
    )


def way_to(first: str, base: str, title: str, language: str) -> str:
    """Return a page at the root of the site, `base` if that is known, that leads to its first."""
    title, address, canonical = map(escape, (title, first, f"{base}/{first}"))
    known = f'<link rel="canonical" href="{canonical}">' if base else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{title}</title>"
        f'<meta http-equiv="refresh" content="0; url={address}">'
        f"{known}</head>"
        f'<body><a href="{address}">{title}</a></body></html>\n'
    )
