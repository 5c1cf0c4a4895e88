"""The playground in JupyterLab and Notebook 7 with a kernel: Python follows what is dragged."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import TimeoutError

from tests.book.built.conftest import WIDE
from tests.helpers.jupyterlab import PATIENCE, lab

pytestmark = pytest.mark.slow
MINE = """
from descent.playground import Playground

class Mine:
    def init(self, w):
        return None

    def step(self, w, grad, state):
        if w[0] > 0:
            raise RuntimeError("out of my depth")
        return w - 0.01 * grad(w), None

race = Playground("ravine", ["Momentum", Mine()], condition=50, steps=60)
race
"""
NOTEBOOK = "/static/notebook/"  # the scripts of its own
ASK = "print('start', race.start, 'path from', race.theirs['paths']['1'][0])"


def run(cell: Any, seen: Any) -> None:
    """Run a cell until `seen` is there: what is run while the kernel starts may be dropped."""
    for last in (False, False, True):
        cell.locator(".cm-content").click()
        cell.page.keyboard.press("Shift+Enter")
        with contextlib.suppress(*(() if last else (TimeoutError,))):
            return seen.wait_for(timeout=1000 * PATIENCE / 3)


def test_an_optimizer_of_ones_own_follows_the_start(browser: Any, tmp_path: Path) -> None:
    cells = [nbformat.v4.new_code_cell(text) for text in (MINE, ASK)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, tmp_path / "race.ipynb")
    with lab(tmp_path) as address:
        follow(browser, f"{address}/race.ipynb")
        # The same server has Notebook 7, which takes keys of its own.
        follow(browser, f"{address.removesuffix('/lab/tree')}/notebooks/race.ipynb")


def follow(browser: Any, address: str) -> None:
    page = browser.new_page(**WIDE)
    page.set_default_timeout(1000 * PATIENCE)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error.stack)))
    page.goto(address)
    first, second = (page.locator(".jp-CodeCell").nth(i) for i in (0, 1))
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
    mine = page.locator(".dp-card").nth(1)
    run(first, mine.get_by_text("loss"))
    page.get_by_role("slider", name="Start w[0]").first.focus()
    page.keyboard.press("Shift+ArrowRight")  # from -9 to -7
    page.keyboard.press("ArrowUp")  # which would lead to the cell above
    run(second, page.get_by_text("start [-7, 1.08] path from [-7.0, 1.08]"))
    # A number that is typed is taken with Enter, which JupyterLab would like for itself.
    typed = page.get_by_role("spinbutton", name="Start w[0]").first
    typed.fill("-5")
    typed.press("Enter")
    run(second, page.get_by_text("start [-5, 1.08] path from [-5.0, 1.08]"))
    # And a bug on the way is told where the path would be.
    page.get_by_role("slider", name="Start w[0]").first.focus()
    for _ in range(4):
        page.keyboard.press("Shift+ArrowRight")
    mine.get_by_text("Mine: RuntimeError: out of my depth").wait_for()
    page.close()
    # Notebook 7 fails over its settings; what a widget's module fails over has passed a blob.
    assert [error for error in wrong if NOTEBOOK not in error or "blob:" in error] == []
