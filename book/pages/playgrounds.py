"""Playgrounds that live in a built page: no kernel, no widget manager, nothing from elsewhere.

A playground's output in HTML is its state and a figure. A page that has one gets one script and
one style sheet; the script holds the module that Jupyter would get, and `playgrounds.js`. The tools
that few playgrounds have are a script of their own, fetched where they are used.
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from book.site.lean import lean
from descent.playground import Playground, module

HOST = Path(__file__).with_name("playgrounds.js")
LOADER = Path(__file__).with_name("playgrounds_loader.js")
MARK = 'class="descent-playground"'
PAGE = "chapters/playground"  # where a reader finds everything open
VIEW = "application/vnd.jupyter.widget-view+json"


def add_widgets(app: Sphinx) -> None:
    """Register what follows."""
    app.add_config_value("descent_widgets", files(), "html")  # pages are written anew with it
    app.connect("config-inited", prefer_html)
    app.connect("env-updated", forget_manager)
    app.connect("html-page-context", bring_to_life)
    app.connect("build-finished", write_files)


def prefer_html(_: Sphinx, config: Config) -> None:
    """Show a widget's own HTML, as there is no kernel to show its view."""
    config.nb_mime_priority_overrides = [*config.nb_mime_priority_overrides, ("*", VIEW, None)]


def forget_manager(_: Sphinx, env: BuildEnvironment) -> None:
    """Drop the scripts of the widget manager, and the state that it would need."""
    for page in getattr(env, "nb_metadata", {}).values():
        scripts = page.get("js_files", {})
        for name in [name for name in scripts if name.startswith("ipywidgets")]:
            del scripts[name]


def bring_to_life(app: Sphinx, pagename: str, _: str, context: dict[str, Any], __: Any) -> None:
    """Put the style before a page that has a playground, and behind it what fetches the script."""
    body = context.get("body", "")
    if MARK not in body:
        return
    style, code, tools = (
        f"{context['pathto'](f'_static/{name}', 1)}?v={zlib.crc32(text.encode()):08x}"
        for name, text in files().items()
    )
    page = context["pathto"](PAGE) if PAGE in app.env.found_docs else ""
    page = page if page != "#" else app.builder.get_target_uri(PAGE).rpartition("/")[2]
    loader = lean(LOADER.read_text(encoding="utf-8"))
    context["body"] = (
        f'<link rel="stylesheet" href="{style}">\n{body}'
        f'<script data-src="{code}" data-tools="{tools}" data-page="{page}">{loader}</script>'
    )


def files() -> dict[str, str]:
    """Return the style sheet and the two scripts by name, plain ones, as modules need a server."""
    core, tools = module.halves()
    usual = f"const usual = {json.dumps(Playground.usual())};\n"
    return {
        "playground.css": module.style(),
        "playground.js": _alone(core + usual + lean(HOST.read_text(encoding="utf-8"))),
        "playground-tools.js": _alone(f"{tools}globalThis.descentTools = tools;\n"),
    }


def _alone(script: str) -> str:
    """Return a script that gives the page no names of its own."""
    return f'(() => {{\n"use strict";\n{script}}})();\n'


def write_files(app: Sphinx, failed: Exception | None) -> None:
    """Write them beside the other static files."""
    if failed or app.builder.format != "html":
        return
    for name, text in files().items():
        (Path(app.outdir) / "_static" / name).write_text(text, encoding="utf-8")
