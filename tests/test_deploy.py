"""What is there for bigger machines fits this repository; none of it can be run here."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml

from autograder.__main__ import main

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"


def test_the_container_copies_what_is_there_and_ends_as_nobody() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (\S+)", text, re.M)
    assert copied
    assert all((ROOT / name).exists() for name in copied)
    assert "bubblewrap" in text
    assert re.findall(r"^USER (\S+)", text, re.M)[-1] == "grader"
    assert '"autograder", "doctor"' in text
    with pytest.raises(SystemExit) as ended:
        main(["doctor", "--help"])
    assert ended.value.code == 0


def test_the_values_are_yaml_and_python() -> None:
    values = yaml.safe_load((DEPLOY / "jupyterhub.yaml").read_text(encoding="utf-8"))
    hub = ast.parse(values["hub"]["extraConfig"]["ngshare.py"])
    student = ast.parse(values["singleuser"]["extraFiles"]["nbgrader"]["stringData"])
    assert "ngshare" in ast.unparse(hub)
    assert "configureExchange" in ast.unparse(student)
    assert "solutions" not in str(values), "students' machines have no answer key"


def test_each_file_is_said_not_to_have_been_run() -> None:
    files = [DEPLOY / "Containerfile", DEPLOY / "jupyterhub.yaml"]
    pages = ROOT / ".github" / "workflows" / "pages.yml"
    for path in [*files, pages]:
        assert re.search(r"Not run", path.read_text(encoding="utf-8")), path
