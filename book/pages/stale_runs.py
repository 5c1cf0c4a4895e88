"""Pages run again when the code that they import has changed, which no cache notices by itself."""

from __future__ import annotations

import shutil
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from course.digest import digest
from course.paths import ROOT

IMPORTED = ("descent", "solutions")  # packages that pages run
READ = ("*.py", "*.txt", "*.json")  # code and its data


def forget_stale_runs(app: Sphinx) -> None:
    """Empty the cache of executed pages when the code that they import has changed.

    The cache looks at a page's own text only, so it would show the numbers of yesterday's code.
    """
    cache = Path(app.config.nb_execution_cache_path or Path(app.outdir).parent / ".jupyter_cache")
    stamp = cache / "code.sha256"
    if not stamp.exists() or stamp.read_text() != app.config.descent_code:
        shutil.rmtree(cache, ignore_errors=True)
        cache.mkdir(parents=True)
        stamp.write_text(app.config.descent_code)


def pages_of_changed_code(
    _: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Take every page up again when the code that pages import has changed."""
    new = env.config.descent_code
    stale = getattr(env, "descent_code", new) != new
    setattr(env, "descent_code", new)  # noqa: B010 - kept with Sphinx's own pickled environment
    return sorted(env.found_docs - added - changed - removed) if stale else []


def code() -> str:
    """Return what tells one state of the imported code from another."""
    return digest((ROOT / name for name in IMPORTED), *READ)
