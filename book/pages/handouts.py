"""What a reader takes home: the kit as a wheel, every notebook, and both in one archive.

They lie in the folder `kit/` of the site. A page gets the files and the commands by two lines::

    ```{handouts}
    ```
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from html import escape
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from book.live.archive import pack
from book.pages.left_out import shown
from course.assemble import assignments
from course.paths import ROOT, released
from descent.version import digest

ASKED = "```{handouts}\n```"
PAGE = "chapters/get-started"
FOLDER = "kit"
ARCHIVE = "exercises.zip"
MADE = ROOT / "_build" / "kit"
COMMANDS = {
    "Linux and macOS": """\
cd exercises
python3 -m venv .venv
.venv/bin/pip install -r requirements.txt
.venv/bin/jupyter lab""",
    "Windows": """\
cd exercises
py -m venv .venv
.venv\\Scripts\\pip install -r requirements.txt
.venv\\Scripts\\jupyter lab""",
}
README = """\
# The exercises of Descent

A notebook for each lesson, and the kit that they import: `{wheel}`.
You need Python 3.11 or later. In a terminal, where this folder lies:

{commands}

Then open a notebook. `check` below each answer tries it at once; hand in the notebook under the
name it has. Whatever does not work: `python -m descent doctor`, with the Python of `.venv`, says
what is wrong. Install the kit from this folder only: the package `descent` of PyPI is another one.
"""


def add_handouts(app: Sphinx) -> None:
    """Register what follows."""
    app.add_config_value("descent_repository", "", "env")
    # The wheel has its version in its name, which the page says; so it is looked at every time.
    app.connect("env-get-outdated", lambda _, env, *__: [PAGE] if PAGE in env.found_docs else [])
    app.connect("source-read", list_handouts)
    app.connect("build-finished", write_handouts)


def wheel() -> Path:
    """Return the kit as a wheel, which is built if there is none of just this kit.

    Raises
    ------
    ExtensionError
        With what pip said, if it cannot be built.
    """
    pattern = f"descent_course-*{digest()}-py3-none-any.whl"
    if not any(MADE.glob(pattern)):
        options = ["--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(MADE)]
        done = subprocess.run(
            [sys.executable, "-m", "pip", "wheel", *options, str(ROOT)],
            text=True,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise ExtensionError(f"the kit's wheel cannot be built: {done.stderr.strip()}")
    return next(MADE.glob(pattern))


def handouts(names: Iterable[str]) -> dict[str, bytes]:
    """Return the files of the folder by name: wheel, those notebooks, and the archive of all."""
    kit = wheel()
    notebooks = {f"{name}.ipynb": released(name).read_bytes() for name in names}
    commands = "\n\n".join(
        f"{system}:\n\n" + "\n".join(f"    {line}" for line in lines.splitlines()[1:])
        for system, lines in COMMANDS.items()
    )
    texts = {
        "README.md": README.format(wheel=kit.name, commands=commands),
        "requirements.txt": f"jupyterlab\n./{kit.name}\n",
    }
    files = {kit.name: kit.read_bytes(), **notebooks}
    inside = files | {name: text.encode() for name, text in texts.items()}
    return {**files, ARCHIVE: pack({f"exercises/{name}": data for name, data in inside.items()})}


def list_handouts(app: Sphinx, docname: str, source: list[str]) -> None:
    """Put files and commands in the place of the request for them."""
    if ASKED in source[0]:
        up = "../" * docname.count("/")
        source[0] = source[0].replace(ASKED, instructions(wheel().name, f"{up}{FOLDER}/"))


def instructions(kit: str, folder: str) -> str:
    """Return in Markdown what to download from `folder`, and the commands of each system."""
    tabs = "\n\n".join(
        f"**{system}**\n\n```{{code-block}} bash\n{lines}\n```"
        for system, lines in COMMANDS.items()
    )
    files = {
        "exercises.zip": (ARCHIVE, "every notebook, the kit, and how to install it"),
        "The kit alone": (kit, "a wheel, for an environment that you have already"),
    }
    rows = [
        f'<li><a href="{folder}{name}" download>{escape(title)}</a>: {what}.</li>'
        for title, (name, what) in files.items()
    ]
    return "\n".join([f"<ul>{''.join(rows)}</ul>", "", tabs])


def launchers(repository: str, assignment: str) -> str:
    """Return links in Markdown that open a notebook elsewhere; none without a repository.

    Parameters
    ----------
    repository : str
        Where the files of the site lie on GitHub, as ``owner/name@branch``.
    assignment : str
        Which notebook.
    """
    if not repository:
        return ""
    place, _, branch = repository.partition("@")
    if place.count("/") != 1 or not branch:
        raise ExtensionError(f"descent_repository must be owner/name@branch, got {repository!r}")
    notebook = f"{FOLDER}/{assignment}.ipynb"
    colab = f"https://colab.research.google.com/github/{place}/blob/{branch}/{notebook}"
    binder = f"https://mybinder.org/v2/gh/{place}/{branch}?urlpath=lab/tree/{notebook}"
    raw = f"https://raw.githubusercontent.com/{place}/{branch}/{FOLDER}/{wheel().name}"
    return (
        f"[Open in Colab]({colab}), where `%pip install {raw}` comes first, "
        f"or [in Binder]({binder})."
    )


def write_handouts(app: Sphinx, failed: Exception | None) -> None:
    """Write the folder, and for Binder what to install."""
    if failed or app.builder.format != "html" or PAGE not in app.env.found_docs:
        return
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.whl"):
        old.unlink()
    for name, data in handouts(shown(app.env, assignments())).items():
        (folder / name).write_bytes(data)
    if app.config.descent_repository:
        binder = Path(app.outdir) / "binder"
        binder.mkdir(exist_ok=True)
        text = f"jupyterlab\n./{FOLDER}/{wheel().name}\n"
        (binder / "requirements.txt").write_text(text, encoding="utf-8")
