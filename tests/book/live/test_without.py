"""A build without Python for pages is whole, and says what is missing in one line."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from book.pages import live

TOLD = "the exercises are for download only; `make live` makes them live\n"


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What the hooks are told of a build whose Python, if it has one, lies in `made`."""
    monkeypatch.setattr(live, "MADE", tmp_path / "made")
    builder = SimpleNamespace(format="html")
    return SimpleNamespace(outdir=str(tmp_path / "html"), builder=builder)


def test_it_says_so_and_takes_away_what_an_earlier_one_had(
    app: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fetched = Path(app.outdir) / "_static" / "live" / "py"
    fetched.mkdir(parents=True)
    live.copy_parts(app, None)
    assert capsys.readouterr().err == TOLD
    assert not fetched.exists()
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "lock.json").write_text("{}")
    live.copy_parts(app, None)
    assert capsys.readouterr().err == ""
    assert (fetched / "lock.json").exists()


def test_its_pages_are_as_they_were(app: Any) -> None:
    for page in ("chapters/exercises/momentum", "chapters/momentum"):
        context = {"body": '<div class="yours" ></div>'}
        live.bring_to_life(app, page, "", context, None)
        assert context == {"body": '<div class="yours" ></div>'}
