"""What is served of a script or a sheet is all of it but the comments."""

from __future__ import annotations

from pathlib import Path

import pytest

from book.site.layout import THEME
from book.site.lean import lean, lean_sheet
from book.site.styles import sheet

SCRIPTS = [p for p in sorted((THEME / "static").rglob("*.js")) if "vendor" not in p.parts]
SCRIPT = """// What it is for.
const a = 1; // stays
  // A reason.
const text = `
// of a text
`;
// `of` another
const b = `c`; const d = `
  // of this one, too \\`
${a}`;
//
"""


def test_lines_that_are_comments_go_and_texts_stay() -> None:
    assert lean(SCRIPT).splitlines() == [
        *("const a = 1; // stays", "const text = `", "// of a text", "`;"),
        *("const b = `c`; const d = `", "  // of this one, too \\`", "${a}`;"),
    ]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_every_script_keeps_its_code(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    kept = lean(text)
    gone = [line for line in text.splitlines() if line not in kept.splitlines()]
    assert gone
    assert all(line.lstrip().startswith("//") for line in gone)
    assert lean(kept) == kept


def test_a_sheet_keeps_its_rules() -> None:
    assert (
        lean_sheet("/* a\n */\nb {\n  c: d; /* e */\n}\n\n\n/* f */ g{}") == "b {\nc: d; \n}\ng{}"
    )
    assert "/*" not in lean_sheet(sheet())
    assert sheet().count("{") == lean_sheet(sheet()).count("{")
