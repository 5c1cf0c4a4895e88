"""Where students' code gets a user of its own: only if that user could read Python."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from autograder.engine import bubblewrap, users


@pytest.mark.parametrize(
    ("closed", "mode", "isolated", "is_there"),
    [
        ("", 0, True, True),
        ("lib/python3.11/os.py", 0o600, True, False),  # a umask of 077 when it was installed
        ("lib/python3.11/site-packages/numpy", 0o700, True, False),
        (".", 0o700, True, False),
        ("..", 0o700, True, True),  # bubblewrap makes the folders above anew
        ("..", 0o700, False, False),
    ],
)
def test_a_user_who_cannot_read_python_is_not_taken(
    closed: str, mode: int, isolated: bool, is_there: bool,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    prefix = tmp_path / "home" / "venv"
    for file in ("lib/python3.11/os.py", "lib/python3.11/site-packages/numpy/__init__.py"):
        (prefix / file).parent.mkdir(parents=True, exist_ok=True)
        (prefix / file).touch(0o644)
    for folder in tmp_path.rglob("*"):
        folder.chmod(0o755)
    if closed:
        (prefix / closed).chmod(mode)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(bubblewrap, "works", lambda: isolated)
    assert (users.own(str(prefix)) is not None) == is_there
