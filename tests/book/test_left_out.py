"""A shorter course builds: no page that stays links to one that is left out."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.environment import isolated

CONFIG = """
from book.pages.left_out import add_unlinking as setup
extensions = ["myst_parser"]
project, language, root_doc = "Short", "en", "chapters/index"
exclude_patterns = ["chapters/late.md", "chapters/exercises/late.md", "chapters/glossary.md"]
"""
PAGES = {
    "index": """\
# Short

| Lesson | Question |
|---|---|
| [Early](early.md) | What first? |
| [Late](late.md) | What last? |

- [Late](late.md) is for the end.
- Before it comes [Early](early.md), and then [Late](late.md).

See [how it ends](#the-end), [how it begins](#the-start) and [its exercise](exercises/late.md),
{term}`saddle`.

```{toctree}
early
```
""",
    "early": "(the-start)=\n# Early\n\nBack to [the front](index.md).\n",
    "glossary": "---\norphan: true\n---\n# Words\n\n```{glossary}\nsaddle\n  No end.\n```\n",
    "late": "(the-end)=\n# Late\n",
    "exercises/late": "# Exercise\n",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("short")
    (folder / "conf.py").write_text(CONFIG)
    for name, text in PAGES.items():
        path = folder / "chapters" / f"{name}.md"
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text)
    return folder


def build(book: Path) -> tuple[int, str]:
    """Build it as `make` does, a warning an error; return how that ended, and the front."""
    command = [sys.executable, "-m", "sphinx", "-nWq", "--keep-going", ".", "_build"]
    done = subprocess.run(command, cwd=book, env=isolated(), capture_output=True, text=True)
    page = book / "_build" / "chapters" / "index.html"
    main = re.search(r'<div class="body".*?</section>', page.read_text(), re.DOTALL)
    assert main
    return done.returncode, done.stderr + main[0]


@pytest.mark.slow
def test_a_shorter_course_builds_and_links_to_nothing_that_is_left_out(book: Path) -> None:
    code, front = build(book)
    assert code == 0, front
    assert not re.search(r'href="[^"]*late', front)
    assert "What first?" in front
    assert "What last?" not in front  # the row is gone,
    assert "is for the end" not in front  # and the line of the list;
    words = " ".join(re.sub("<[^>]+>", "", front).split())
    assert "Before it comes Early, and then Late." in words  # elsewhere the words stay
    assert "See how it ends, how it begins and its exercise, saddle." in words
    assert front.count("early.html") >= 3


@pytest.mark.slow
def test_a_page_that_comes_back_is_linked_again_and_a_wrong_link_still_fails(book: Path) -> None:
    config = CONFIG.replace('"chapters/late.md", ', "").replace(', "chapters/glossary.md"', "")
    (book / "conf.py").write_text(config)
    late = book / "chapters" / "late.md"
    late.write_text("---\norphan: true\n---\n" + PAGES["late"])
    code, front = build(book)
    assert code == 0, front
    assert "What last?" in front
    assert 'href="late.html#the-end"' in front
    assert 'href="glossary.html#term-saddle"' in front
    (book / "chapters" / "early.md").write_text(PAGES["early"] + "[Never](never.md)\n")
    assert build(book)[0] == 1
