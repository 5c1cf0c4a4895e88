"""The surroundings of every tool that a test starts: `environment.mk`, which make uses too."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]


def isolated(around: Mapping[str, str] = os.environ, **more: object) -> dict[str, str]:
    """Return an environment without any setting of the user; this Python's programs come first.

    Parameters
    ----------
    around : mapping
        The environment as it is.
    **more
        Variables of the test's own; they win.
    """
    text = (ROOT / "environment.mk").read_text(encoding="utf-8")
    ours = dict(re.findall(r"^export (\w+) := (.+)$", text, re.M))
    dropped = " ".join(re.findall(r"^unexport (.+)$", text, re.M)).split()
    kept = {name: value for name, value in around.items() if name not in dropped}
    path = os.pathsep.join(filter(None, [str(Path(sys.executable).parent), around.get("PATH", "")]))
    settings = {name: value.replace("$(CURDIR)", str(ROOT)) for name, value in ours.items()}
    return {**kept, **settings, "PATH": path, **{name: str(value) for name, value in more.items()}}
