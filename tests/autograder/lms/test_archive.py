"""Hostile archives: refused with a sentence, or made harmless; nothing leaves its folder."""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from autograder.lms.archive import ArchiveError, EntryError, harmless, opened
from tests.helpers.lms import packed

LIMIT = 1000


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "a/../../evil",
        "a\\..\\..\\evil",
        "/etc/passwd",
        "C:/evil",
        "C:\\evil",
        "\\\\host\\x",
    ],
)
def test_a_path_that_leads_out_is_refused(name: str, tmp_path: Path) -> None:
    with opened(packed(tmp_path / "a.zip", [(name, b"x"), ("good", b"y")])) as archive:
        assert [entry.path for entry in archive.entries] == ["good"]
        assert len(archive.refused) == 1
        assert "refused" in archive.refused[0]


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("a//b/./c", "a/b/c"),
        ("a\x1b[31m/b\nc", "a_[31m/b_c"),
        ("a‮cod.exe", "a_cod.exe"),  # turns the direction of what follows
        ("Mu\u0308ller", "Müller"),
        ("a\\b", "a/b"),
        ("__MACOSX/._a", None),
        ("a/.DS_Store", None),
        ("a/.ipynb_checkpoints/b", None),
        ("./", None),
    ],
)
def test_a_path_is_made_harmless(name: str, clean: str | None) -> None:
    assert harmless(name) == clean


@pytest.mark.parametrize("name", ["n" * 4000 + ".ipynb", "ü" * 200 + ".ipynb", "." + "x" * 300])
def test_a_long_name_fits_a_file_system(name: str, tmp_path: Path) -> None:
    path = harmless(f"ann/{name}")
    assert path
    (tmp_path / "ann").mkdir()
    (tmp_path / path).write_bytes(b"")
    assert path != harmless(f"ann/{name[:-1]}x{name[-1]}")
    assert not name.endswith(".ipynb") or path.endswith(".ipynb")


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("ann/momentum.ipynb")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "../../source/momentum/momentum.ipynb")
    with opened(path) as found:
        assert found.entries == []
        assert "is a link" in found.refused[0]


def test_links_and_pipes_of_a_folder_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "key").write_text("the key")
    folder = tmp_path / "down"
    folder.mkdir()
    (folder / "good.txt").write_text("x")
    (folder / "key").symlink_to(secret / "key")
    (folder / "all").symlink_to(secret)
    os.mkfifo(folder / "pipe")
    with opened(folder) as found:
        assert [entry.path for entry in found.entries] == ["good.txt"]
        assert len(found.refused) == 3


def test_a_bomb_is_cut_where_the_limit_is(tmp_path: Path) -> None:
    with opened(packed(tmp_path / "a.zip", [("bomb", b"\0" * 50_000_000)])) as found:
        assert (tmp_path / "a.zip").stat().st_size < 100_000
        with pytest.raises(EntryError, match="left out"):
            found.entries[0].read(LIMIT)


def test_a_size_that_lies_is_not_believed(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", [("bomb", b"\0" * 100_000)])
    content = path.read_bytes()
    true, lie = struct.pack("<I", 100_000), struct.pack("<I", 10)
    assert content.count(true) == 2  # once before the file, once in the list at the end
    path.write_bytes(content.replace(true, lie))
    with opened(path) as found, pytest.raises(EntryError, match="damaged"):
        found.entries[0].read(LIMIT)


def test_a_locked_and_a_damaged_file_are_told_apart(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", [("a", os.urandom(500)), ("b", b"fine")])
    content = bytearray(path.read_bytes())
    content[100:110] = b"0123456789"  # in the first file
    path.write_bytes(content)
    with opened(path) as found:
        with pytest.raises(EntryError, match="damaged"):
            found.entries[0].read(LIMIT)
        assert found.entries[1].read(LIMIT) == b"fine"
    central = bytes(packed(tmp_path / "b.zip", [("a", b"x")]).read_bytes())
    locked = central.replace(b"PK\x03\x04\x14\0\0\0", b"PK\x03\x04\x14\0\1\0")
    at = locked.index(b"PK\x01\x02") + 8
    (tmp_path / "b.zip").write_bytes(locked[:at] + b"\1\0" + locked[at + 2 :])
    with opened(tmp_path / "b.zip") as found, pytest.raises(EntryError, match="password"):
        found.entries[0].read(LIMIT)


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", b"PK\x05\x06" + b"\0" * 10])
def test_what_is_no_archive_is_said_to_be_none(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(ArchiveError, match=r"a\.zip"), opened(tmp_path / "a.zip"):
        pass
    with pytest.raises(ArchiveError, match="there is no"), opened(tmp_path / "none.zip"):
        pass


def test_utf_8_without_its_flag_is_read(tmp_path: Path) -> None:
    """As rubyzip packs for Canvas."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("müllerann_1_2_a.ipynb", "x")
    content = buffer.getvalue()
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(mark) + place
        flags = struct.unpack("<H", content[at : at + 2])[0] & ~0x800
        content = content[:at] + struct.pack("<H", flags) + content[at + 2 :]
    (tmp_path / "a.zip").write_bytes(content)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist() != ["müllerann_1_2_a.ipynb"]
    with opened(tmp_path / "a.zip") as found:
        assert [entry.path for entry in found.entries] == ["müllerann_1_2_a.ipynb"]


def test_a_time_that_is_none_is_not_known(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", [("a", b"x")])
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        info = archive.infolist()[0]
    year, month, day = info.date_time[:3]
    date = struct.pack("<H", (year - 1980) << 9 | month << 5 | day)
    path.write_bytes(content.replace(date, b"\0\0"))
    with opened(path) as found:
        assert found.entries[0].time is None
