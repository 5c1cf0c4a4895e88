"""What a site needs besides its pages: a map and a card for machines, a page for lost readers."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sphinx.application import Sphinx

from book.site.social_card import ALT, draw_card

CARD = "_static/card.png"


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
    addresses = "".join(f"<url><loc>{escape(f'{base}/{page}')}</loc></url>\n" for page in pages)
    (out / "sitemap.xml").write_text(
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{addresses}</urlset>\n',
        encoding="utf-8",
    )
    (out / "robots.txt").write_text(
        f"User-agent: *\nAllow: /\nSitemap: {base}/sitemap.xml\n", encoding="utf-8"
    )
    first = app.builder.get_target_uri(app.config.root_doc)
    if first != "index.html":
        page = way_to(first, base, app.config.html_title, app.config.language)
        (out / "index.html").write_text(page, encoding="utf-8")


def way_to(first: str, base: str, title: str, language: str) -> str:
    """Return a page at the root of the site `base` that leads on to its first page."""
    title, address, canonical = map(escape, (title, first, f"{base}/{first}"))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{title}</title>"
        f'<meta http-equiv="refresh" content="0; url={address}">'
        f'<link rel="canonical" href="{canonical}"></head>'
        f'<body><a href="{address}">{title}</a></body></html>\n'
    )
