"""The table of errata is whole, in order, and every row points at tests that exist."""

from __future__ import annotations

import ast
import re

import pytest

from tests.helpers.errata_table import FOLDER, TABLE, text, untold

NAMES = [*(f"A{k}" for k in range(1, 28)), *(f"B{k}" for k in range(1, 52))]
TEXTS = ("lines", "notes", "verdict", "right", "why")
VERDICTS = {"true", "conditional", "contested", "wrong", "inconsistent", "missing"}
LITERARY = "test_table.py::test_a_row_from_the_literature_cites_and_corrects"
BY_READING = [name for name, row in TABLE.items() if LITERARY in row["tests"]]
every_row = pytest.mark.parametrize("name", NAMES)


def functions_here() -> set[str]:
    """Every test function of this folder, as the rows name it."""
    return {
        f"{file.name}::{node.name}"
        for file in FOLDER.glob("test_*.py")
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_erratum_has_one_row_in_order() -> None:
    assert list(TABLE) == NAMES  # and TOML does not allow one name twice


@every_row
def test_a_row_has_all_that_a_reader_needs(name: str) -> None:
    row = TABLE[name]
    digits = {"said", "due"} & set(row)
    assert set(row) - digits == {*TEXTS, "reference", "tests"}
    assert len(digits) in (0, 2)
    assert all(isinstance(row[key], str) and row[key].strip() == row[key] != "" for key in TEXTS)
    assert row["verdict"] in VERDICTS
    assert re.fullmatch(r"[\d\-,; ]+", row["lines"]) or row["verdict"] == "missing"
    assert all(row[key].endswith(".") for key in ("notes", "right", "why"))
    # The build of the book finds the keys; here it is only seen that they are keys.
    assert all(re.fullmatch(r"[a-z]+\d{4}[ab]?(, .+)?", source) for source in row["reference"])
    assert len(set(row["tests"])) == len(row["tests"]) > 0


@every_row
def test_a_row_names_tests_that_exist(name: str) -> None:
    assert set(TABLE[name]["tests"]) - functions_here() == set()


def test_every_experiment_belongs_to_a_row() -> None:
    named = {test for row in TABLE.values() for test in row["tests"]}
    idle = {test for test in functions_here() if not test.startswith("test_table.py::")} - named
    assert idle == set()


def test_digits_of_the_notes_are_not_those_of_the_reference() -> None:
    with_digits = [row for row in TABLE.values() if "said" in row]
    assert len(with_digits) == 5
    for row in with_digits:
        assert not row["due"].startswith(row["said"]) or row["said"] == "1.894"  # cut, not rounded
        assert row["said"] in row["notes"]
        assert row["due"] in row["right"]


@pytest.mark.parametrize("name", BY_READING)
def test_a_row_from_the_literature_cites_and_corrects(name: str) -> None:
    row = TABLE[name]
    assert row["tests"] == [LITERARY]
    assert row["verdict"] != "true"
    assert row["reference"]
    assert row["right"] != row["notes"]
    assert len(row["right"]) > 40


def test_most_rows_are_measured() -> None:
    assert 0 < len(BY_READING) < len(NAMES) / 4


def test_a_figure_is_found_only_as_a_whole() -> None:
    assert "0.547017789922" in text("A1")
    assert untold("A1", "0.547017789922", "0.547142") == []
    assert untold("A1", "0.54701", "547142", "0.490") == ["0.54701", "547142", "0.490"]
    assert untold("B7", "0.03") == ["0.03"]  # it says -0.03
    assert untold("B7", "-0.03", "16") == []
    assert untold("B14", "9e-05") == []
    assert untold("B25", "1.6e+07") == []
    assert untold("B32", "1.0", "2e-06") == ["1.0", "2e-6"]
