"""The bundler of the playground: what it does not understand, it refuses."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from descent.playground import checks, module, racers


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the playground's files, to be spoilt."""
    copy = tmp_path / "js"
    shutil.copytree(module.FOLDER, copy)
    monkeypatch.setattr(module, "FOLDER", copy)
    module.script.cache_clear()
    module.style.cache_clear()
    yield copy
    module.script.cache_clear()
    module.style.cache_clear()


@pytest.mark.parametrize(
    "line",
    [
        "export class Sentence {}",
        "export let mutable = 1;",
        "export { number as digits };",
        'import format from "./format.js";',
        'import "./format.js";',
    ],
)
def test_a_line_that_would_be_a_syntax_error_is_refused(folder: Path, line: str) -> None:
    module.script()
    module.script.cache_clear()
    with (folder / "format.js").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    with pytest.raises(AssertionError, match="the bundler knows no such line"):
        module.script()


def test_a_page_gets_the_same_files_in_two_halves() -> None:
    files = [re.findall(r"^const (\w+_js) = ", text, re.MULTILINE) for text in module.halves()]
    core, tools = files
    assert [*core, *tools] == re.findall(r"^const (\w+_js) = ", module.script(), re.MULTILINE)
    assert {"playground_js", "stage_js"} < set(core)
    assert {"tools_js", "duel_js"} < set(tools)
    (handed,) = re.findall(r"const tools = \(\{ (.*) \}\)", module.halves()[1])
    imported = set(re.findall(r"= (\w+_js);$", module.halves()[1], re.MULTILINE))
    assert set(handed.split(", ")) == imported - set(tools) <= set(core)


def test_a_style_sheet_that_is_not_named_is_missed(folder: Path) -> None:
    assert module.style()
    module.style.cache_clear()
    (folder / "late.css").write_text(".dp { color: red }", encoding="utf-8")
    with pytest.raises(AssertionError, match="late"):
        module.style()


def test_javascript_has_the_limits_from_python() -> None:
    facts = json.loads(json.dumps(module.facts()))
    assert facts["most"]["racers"] == racers.MOST_RACERS
    assert facts["most"]["steps"] == checks.MOST_STEPS
    assert facts["ranges"]["beta1"] == {"least": 0, "below": 1, "wanted": "in [0, 1)"}
    assert facts["ranges"]["condition"] == {"least": 1}
    assert set(facts["moves"]) < set(facts["state"])
