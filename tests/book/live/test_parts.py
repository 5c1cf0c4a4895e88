"""Nothing that is not in the table reaches a page, nor anything of the key."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from book.live import build, parts
from book.live.archive import pack, unpack
from book.live.parts import PartError, Parts
from course.paths import ROOT

FILE = b"an official file"


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of one file, which a package of another name would carry."""
    mirror = {"requirement": "carrier-of-nobody==1.0", "sha256": "0" * 64, "folder": "a/b"}
    core = {"core.mjs": hashlib.sha256(FILE).hexdigest()}
    monkeypatch.setattr(parts, "TABLE", {"mirror": mirror, "core": core})


def carrier(cache: Path, name: str, data: bytes) -> None:
    with zipfile.ZipFile(cache / "carrier_of_nobody-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(name, data)


@pytest.mark.usefixtures("table")
def test_a_file_is_taken_from_the_cache_or_from_what_carries_it(tmp_path: Path) -> None:
    carrier(tmp_path, "a/b/core.mjs", FILE)
    assert Parts(tmp_path).read("core") == {"core.mjs": FILE}
    (tmp_path / "core.mjs").write_bytes(FILE)  # the official release, beside what carries another
    carrier(tmp_path, "a/b/core.mjs", b"something else")
    assert Parts(tmp_path).read("core") == {"core.mjs": FILE}


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize("place", range(len(FILE)))
def test_one_flipped_bit_is_refused(tmp_path: Path, place: int) -> None:
    flipped = bytes(byte ^ (k == place) for k, byte in enumerate(FILE))
    carrier(tmp_path, "a/b/core.mjs", flipped)
    with pytest.raises(PartError, match=r"core\.mjs is refused: its sha256 is \w{64}, and parts"):
        Parts(tmp_path).read("core")


@pytest.mark.usefixtures("table")
def test_what_is_not_to_be_had_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    carrier(tmp_path, "another/core.mjs", FILE)
    with pytest.raises(PartError, match=r"carrier_of_nobody-1\.0-.* has no core\.mjs to give"):
        Parts(tmp_path).read("core")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(PartError, match=r"cannot be fetched: .*carrier-of-nobody==1\.0"):
        Parts(tmp_path / "empty").read("core")


def test_every_row_of_the_table_is_a_hash_of_the_one_python() -> None:
    rows = {
        name: row
        for group in ("core", "numpy", "matplotlib")
        for name, row in parts.TABLE[group].items()
    }
    assert len(rows) == len(set(rows.values())) == 14
    assert all(len(row) == 64 and int(row, 16) for row in rows.values())
    native = [name for name in rows if "wasm32" in name]
    info = parts.TABLE["info"]
    assert native
    assert all(f"pyemscripten_{info['abi_version']}_{info['arch']}" in name for name in native)


def test_an_archive_is_the_same_bytes_twice() -> None:
    files = {"b": b"2", "a": b"1" * 1000}
    assert pack(files) == pack(dict(reversed(files.items())))
    assert unpack(pack(files)) == files
    assert unpack(pack(files), lambda name: name == "b") == {"b": b"2"}
    with zipfile.ZipFile(io.BytesIO(pack(files))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_kit_of_a_page_holds_nothing_of_the_key_nor_of_the_grader() -> None:
    kit = build.kit()
    assert {"descent/page.py", "descent/check.py", "descent/playground/own.py"} <= set(kit)
    assert all(name.startswith("descent/") for name in kit)
    key = [path.read_text() for path in sorted((ROOT / "solutions").glob("[!_]*.py"))]
    bodies = {
        line.strip()
        for text in key
        for line in text.splitlines()
        if len(line.strip()) > 40 and "import" not in line and line.startswith("        ")
    }
    served = {line.strip() for data in kit.values() for line in data.decode().splitlines()}
    assert len(bodies) > 100
    assert not any(
        b"import solutions" in data or b"from solutions" in data for data in kit.values()
    )
    assert not any(b'"hidden": true' in data for data in kit.values())
    assert not any("autograder" in name or "cases/hidden" in name for name in kit)
    code = {line for line in bodies & served if "=" in line or "return" in line}
    assert code == set()


def test_a_page_on_a_disk_finds_every_file_as_a_script(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(FILE)
    build.lay_on_disk(tmp_path)
    script = (tmp_path / "disk" / "a.zip.js").read_text(encoding="ascii")
    assert script.startswith('(window.descentFiles ??= {})["a.zip"] = "')
    assert gzip.decompress(base64.b64decode(script.split('"')[3])) == FILE
