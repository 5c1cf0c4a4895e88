"""The playground's one ES module, put together from the files of `js/` without a tool.

In a notebook a widget's module is one text, and so it is in a page that is opened from a disk,
where browsers refuse to let one file import another. Each file becomes a function that returns
what it exports; the facts it shares with Python are written in from where Python has them.
"""

from __future__ import annotations

import base64
import inspect
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from descent import losses, plots
from descent.playground.checks import CHARTS, MOST_STEPS, SHARED_RANGES, STATE
from descent.playground.digits import IMAGES, PLANE
from descent.playground.formula import MOST_BRACKETS, MOST_LETTERS
from descent.playground.own import MOVES
from descent.playground.racers import EXTRAS, METHODS, MOST_RACERS, RANGES, TYPED
from descent.playground.surfaces import SURFACES
from descent.playground.typed_rule import MOST_KEPT, NUMBERS, USUAL, VALUES

FOLDER = Path(__file__).parent / "js"
ENTRY = "playground"
TOOLS = "tools"  # what a page fetches only where it is used
SHEETS = (
    "playground",
    "controls",
    "stage",
    "player",
    "charts",
    "spectrum",
    "duel",
    "cards",
    "settings",
    "foot",
    "place",
)

IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|const) (\w+))", re.MULTILINE)
DEFAULT = re.compile(r"^export default ", re.MULTILINE)
LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
# Comments that have a line to themselves, and indentation: a fifth of the weight.
AIR = re.compile(r"^[ \t]*(?://.*)?\n?", re.MULTILINE)
DASHES = {"--": "dashed", "-.": "dashdot", ":": "dotted"}


@cache
def script() -> str:
    """Return the ES module, whose default export is what anywidget asks for."""
    core, tools = _parts()
    return "".join([*core.values(), *tools.values(), f"export default {ENTRY}_js;\n"])


@cache
def halves() -> tuple[str, str]:
    """Return the module without its tools, and a function that brings them, as scripts.

    The function, `tools`, takes the files of the first that those of the second import, by name.
    """
    core, tools = _parts()
    names = {f"{name}_js" for name in core}
    shared = sorted(names & set(re.findall(r"= (\w+_js);$", "".join(tools.values()), re.MULTILINE)))
    handed = f"{{ {', '.join(shared)} }}"
    return (
        "".join([*core.values(), f"const shelf = {handed};\n"]),
        "".join([f"const tools = ({handed}) => {{\n", *tools.values(), "};\n"]),
    )


def _parts() -> tuple[dict[str, str], dict[str, str]]:
    """Return the text of each file by name: what every playground needs, and the tools."""
    core: dict[str, str] = {}
    _gather(ENTRY, core)
    every = dict(core)
    _gather(TOOLS, every)
    left = LEFT.search("".join(every.values()))
    assert not left, f"the bundler knows no such line: {left and left[0]}"
    return core, {name: text for name, text in every.items() if name not in core}


@cache
def style() -> str:
    """Return the style sheet, with that of controls before those that change them."""
    found = {path.stem for path in FOLDER.glob("*.css")}
    assert found == set(SHEETS), f"named in SHEETS or in {FOLDER}: {found ^ set(SHEETS)}"
    return "\n".join((FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in SHEETS)


def _gather(name: str, parts: dict[str, str]) -> None:
    """Put a file behind all that it imports."""
    if name == "shared":
        parts[name] = f"const shared_js = {{ SHARED: {json.dumps(facts())} }};\n"
        return
    if name == "plane":
        plane = {**PLANE, "numbers": _packed(PLANE["numbers"])}
        parts[name] = f"const plane_js = {{ PLANE: {json.dumps(plane)} }};\n"
        return
    text = (FOLDER / f"{name}.js").read_text(encoding="utf-8")
    for _, needed in IMPORT.findall(text):
        if needed not in parts:
            _gather(needed, parts)
    exported = ", ".join(EXPORT.findall(text))
    text = EXPORT.sub("", IMPORT.sub(r"const \1 = \2_js;", text))
    text = DEFAULT.sub("return ", text) if name == ENTRY else f"{text}return {{ {exported} }};\n"
    parts[name] = f"const {name}_js = (() => {{\n{AIR.sub('', text)}}})();\n"


def facts() -> dict[str, Any]:
    """Return what Python knows already: surfaces, rules and their numbers, looks."""
    return {
        "surfaces": {name: _surface(name) for name in SURFACES},
        "methods": METHODS,
        "extras": EXTRAS,
        "ranges": {
            **RANGES,
            **SHARED_RANGES,
            "condition": {"least": losses.LEAST_CONDITION},
            "batch": {"least": 1, "most": IMAGES, "whole": True},
        },
        "most": {
            "racers": MOST_RACERS,
            "steps": MOST_STEPS,
            "letters": MOST_LETTERS,
            "brackets": MOST_BRACKETS,
            "kept": MOST_KEPT,
        },
        "typed": {"method": TYPED, "usual": USUAL, "values": VALUES, "numbers": NUMBERS},
        "moves": MOVES,
        "charts": CHARTS,
        "state": STATE,
        "colours": plots.COLOURS,
        "dashes": [_dash(style) for style in plots.STYLES],
    }


def _packed(numbers: Any) -> str:
    """Return whole numbers from -128 to 127 a byte each, as text."""
    return base64.b64encode(np.array(numbers, dtype=np.int8).tobytes()).decode()


def _surface(name: str) -> dict[str, Any]:
    make = SURFACES[name]
    loss = make()
    return {
        "title": name.replace("_", " ").capitalize(),
        "start": loss.start.reshape(-1).tolist(),
        "window": loss.window,
        "minima": [minimum.reshape(-1).tolist() for minimum in loss.minima],
        "options": {k: p.default for k, p in inspect.signature(make).parameters.items()},
    }


def _dash(style: Any) -> list[float]:
    """Return a line style of matplotlib as lengths on and off, in widths of the line."""
    if style == "-":
        return []
    if isinstance(style, str):
        import matplotlib as mpl

        defaults: dict[Any, Any] = mpl.rcParamsDefault  # its types list every key by name
        return list(defaults[f"lines.{DASHES[style]}_pattern"])
    return list(style[1])
