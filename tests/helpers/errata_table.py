"""The errata of the source notes, as read from `table.toml`, and whether they say what came out."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "errata"
TABLE: dict[str, dict[str, Any]] = tomllib.loads(
    (FOLDER / "table.toml").read_text(encoding="utf-8")
)


def text(name: str) -> str:
    """Return what a row tells its readers."""
    return f"{TABLE[name]['right']} {TABLE[name]['why']}"


def untold(name: str, *figures: str) -> list[str]:
    """Return those of the figures, as measured and rounded, that the row does not print.

    So a row can only keep a figure that a test has just obtained, and the other way round.
    """
    said = text(name)
    short = [re.sub(r"e(-?)\+?0*(?=\d)", r"e\1", figure) for figure in figures]  # 1e-05 is 1e-5
    return [f for f in short if not re.search(rf"(?<![\d.-]){re.escape(f)}(?!\d|\.\d|e-?\d)", said)]
