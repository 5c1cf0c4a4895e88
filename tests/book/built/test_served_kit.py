"""What the site serves besides pages: the kit and the stubs; no key, no hidden case, no grader."""

from __future__ import annotations

import _imp
import base64
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from book.live.archive import unpack
from book.live.build import kit
from book.pages.handouts import ARCHIVE, COMMANDS, FOLDER
from course.assemble import assignments
from course.paths import released
from descent.version import digest
from tests.helpers.hidden import leaks
from tests.helpers.live_page import need_live
from tests.helpers.visit import SITE

PY = SITE / "_static" / "live" / "py"
HOME = SITE / FOLDER
SECRET = re.compile(r"(^|/)(solutions|course|autograder|book|tests)(/|$)")


@pytest.fixture
def served(built: None) -> Path:
    need_live()
    return PY


@pytest.fixture(scope="module")
def built() -> None:
    if not HOME.exists():
        pytest.fail("the site is not there: run `make` first", pytrace=False)


def source_hash(magic: bytes, source: bytes) -> bytes:
    """What byte code of another Python says of its source: a hash under that Python's number."""
    return bytes(_imp.source_hash(int.from_bytes(magic, "little"), source))


def test_a_page_fetches_byte_code_of_the_kit_and_of_nothing_else(served: Path) -> None:
    sources = kit()
    found = unpack((served / "descent.zip").read_bytes())
    assert {re.sub(r"\.pyc$", ".py", name) for name in found} == set(sources)
    for name, data in found.items():
        if name.endswith(".pyc"):
            # Magic number, flags, hash of the source: PEP 552.
            assert data[4:8] == b"\x01\0\0\0"
            assert data[8:16] == source_hash(data[:4], sources[name[:-1]])
        else:
            assert data == sources[name]
    assert {name: lines for name, data in sources.items() if (lines := leaks(data.decode()))} == {}


def members(data: bytes) -> Iterator[str]:
    """The names in an archive, and in the archives in it."""
    for name, inner in unpack(data).items():
        yield name
        if name.endswith((".zip", ".whl")):
            yield from members(inner)


def test_no_archive_holds_a_file_of_the_key_the_questions_or_the_grader(served: Path) -> None:
    archives = [path for path in SITE.rglob("*") if path.suffix in (".zip", ".whl")]
    assert {path.name for path in archives} >= {"descent.zip", "numpy.zip", ARCHIVE}
    names = {
        (path.name, name)
        for path in archives
        for name in members(path.read_bytes())
        # NumPy and others have tests and books of their own, below their own names.
        if SECRET.search(name) and not re.match(r"(numpy|matplotlib|mpl_toolkits)/", name)
    }
    standard = {(archive, name) for archive, name in names if archive == "python_stdlib.zip"}
    assert names - standard == set()
    assert not any(re.match(r"(solutions|course|autograder|book)/", name) for _, name in standard)


def test_the_scripts_for_a_disk_hold_the_same_bytes(served: Path) -> None:
    scripts = sorted((served / "disk").iterdir())
    assert {path.name for path in scripts} == {
        f"{p.name}.js" for p in served.iterdir() if p.is_file()
    }
    for script in scripts:
        name, packed = re.findall(r'"([^"]+)"', script.read_text(encoding="ascii"))
        assert gzip.decompress(base64.b64decode(packed)) == (served / name).read_bytes()


@pytest.mark.usefixtures("built")
def test_what_is_taken_home_is_the_kit_and_the_stubs() -> None:
    (wheel,) = HOME.glob("*.whl")
    assert digest() in wheel.name
    inside = unpack((HOME / ARCHIVE).read_bytes())
    notebooks = {f"{name}.ipynb": released(name).read_bytes() for name in assignments()}
    texts = ("README.md", "requirements.txt")
    assert set(inside) == {f"exercises/{n}" for n in (*notebooks, *texts, wheel.name)}
    for name, data in notebooks.items():
        assert inside[f"exercises/{name}"] == (HOME / name).read_bytes() == data
        assert json.loads(data)["metadata"]["descent"]["kit"].endswith(digest())
    assert inside[f"exercises/{wheel.name}"] == wheel.read_bytes()
    assert inside["exercises/requirements.txt"].decode().split() == [
        "jupyterlab",
        f"./{wheel.name}",
    ]
    readme = inside["exercises/README.md"].decode()
    assert len(readme.splitlines()) < 40
    for commands in COMMANDS.values():
        assert all(line in readme for line in commands.splitlines()[1:])
    found = {**inside, **unpack(wheel.read_bytes())}
    texts_found = {n: d.decode() for n, d in found.items() if not n.endswith(".whl")}
    assert {name: lines for name, text in texts_found.items() if (lines := leaks(text))} == {}


@pytest.mark.usefixtures("built")
def test_the_page_links_what_is_there_and_says_the_commands() -> None:
    page = (SITE / "chapters" / "get-started.html").read_text(encoding="utf-8")
    for name in re.findall(rf'href="\.\./{FOLDER}/([^"]+)"', page):
        assert (HOME / name).is_file()
    assert ".whl" in page
    assert ARCHIVE in page
    assert "jupyter lab" in re.sub(r"<[^>]+>", "", page)
