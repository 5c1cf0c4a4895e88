"""Archives that are the same bytes whenever they are made of the same files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return files by name as a zip archive, in one order and with one date."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name), files[name], zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def unpack(data: bytes, keep: Callable[[str], bool] = lambda _: True) -> dict[str, bytes]:
    """Return the files of an archive by name, as far as `keep` says so."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = (name for name in archive.namelist() if not name.endswith("/"))
        return {name: archive.read(name) for name in names if keep(name)}
