"""What a page says of the files to take home, and where else notebooks open."""

from __future__ import annotations

import re

import pytest
from sphinx.errors import ExtensionError

from book.pages import handouts
from course import assemble, paths
from course.assemble import assignments


def test_the_page_gets_links_and_a_listing_for_each_system() -> None:
    text = handouts.instructions("descent_course-1-py3-none-any.whl", "../kit/")
    assert '<a href="../kit/exercises.zip" download>' in text
    assert '<a href="../kit/descent_course-1-py3-none-any.whl" download>' in text
    assert text.count("```{code-block} bash") == len(handouts.COMMANDS) == 2
    assert ".venv/bin/jupyter lab" in text
    assert r".venv\Scripts\jupyter lab" in text


def test_notebooks_open_elsewhere_only_where_a_repository_is_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    kit = tmp_path_factory.mktemp("kit") / "descent_course-1-py3-none-any.whl"
    monkeypatch.setattr(handouts, "wheel", lambda: kit)
    assert handouts.launchers("", "momentum") == ""
    links = handouts.launchers("ann/descent@gh-pages", "momentum")
    place = "github/ann/descent/blob/gh-pages/kit/momentum.ipynb"
    assert f"(https://colab.research.google.com/{place})" in links
    assert "/v2/gh/ann/descent/gh-pages?urlpath=lab/tree/kit/momentum.ipynb)" in links
    assert (
        f"%pip install https://raw.githubusercontent.com/ann/descent/gh-pages/kit/{kit.name}"
        in links
    )


@pytest.mark.parametrize("wrong", ["ann", "ann/descent", "https://github.com/ann/descent@main"])
def test_a_repository_of_another_form_is_refused(wrong: str) -> None:
    with pytest.raises(ExtensionError, match="owner/name@branch"):
        handouts.launchers(wrong, "momentum")


@pytest.mark.parametrize("assignment", assignments())
@pytest.mark.parametrize("address", ["", "https://ann.example/descent/"])
def test_a_notebook_says_how_to_work_and_links_nothing_that_only_the_book_has(
    assignment: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assemble, "site", lambda: address)
    cells = assemble.assemble(assignment).cells
    top = cells[0].source
    for word in ("**Work", "**Check", "**Hand in"):
        assert top.count(word) == 1
    links = [link for cell in cells if cell.cell_type == "markdown" for link in linked(cell.source)]
    assert links == ([f"{address}chapters/{assignment}.html"] if address else [])


def linked(text: str) -> list[str]:
    """The targets of links in Markdown, of both forms."""
    return [a or b for a, b in re.findall(r"\]\(([^)\s]+)\)|<(https?:[^>]+)>", text)]


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("baseurl:", ""),
        ("baseurl: https://ann.example/course", "https://ann.example/course/"),
        ('baseurl: "https://ann.example/"', "https://ann.example/"),
        ("baseurl: ''", ""),
    ],
)
def test_the_address_of_the_site_is_known_once_it_is_set(
    line: str,
    address: str,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = tmp_path_factory.mktemp("root")
    (root / "_config.yml").write_text(f"title: x\nhtml:\n  {line}\n")
    monkeypatch.setattr(paths, "ROOT", root)
    monkeypatch.delenv("DESCENT_SITE", raising=False)
    paths.site.cache_clear()
    assert paths.site() == address
    monkeypatch.setenv("DESCENT_SITE", "https://other.example/course")
    paths.site.cache_clear()
    assert paths.site() == "https://other.example/course/"
    paths.site.cache_clear()
