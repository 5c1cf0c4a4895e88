"""JupyterLab with settings of its own, in the folder that it serves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.helpers.environment import isolated
from tests.helpers.jupyter_server import serving

PATIENCE = 120  # seconds for a notebook in it
HOMES = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
OPTIONS = [
    "--IdentityProvider.token=",
    "--LabApp.news_url=",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
]


@contextmanager
def lab(folder: Path) -> Iterator[str]:
    """Serve a folder; the address before a notebook's name."""
    environment = isolated(**{name: folder / name for name in HOMES})
    with serving(["jupyterlab", *OPTIONS], folder, environment, "/api/status") as address:
        yield f"{address}/lab/tree"
