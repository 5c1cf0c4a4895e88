"""Frames and answers of the playground, in headless Chromium: `make bench-playground`.

Six optimizers and 1,000 steps over a surface of the built book. A blank page in the same browser
shows what the machine itself allows at this moment. A telephone is a processor held to a sixth.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import sync_playwright

from tests.helpers.browser import CHROMIUM, FLAGS, served

SITE = Path(__file__).parents[2] / "_build" / "html"
RACERS = ("Momentum(lr=0.001)", "Nesterov(lr=0.001)", "RMSProp()", "Adam(lr=0.02)", "LAMB(lr=0.01)")
SLOWER = 6
STATE = (
    "#surface=rosenbrock&start=-1.2,1&steps=1000&at=0&race=GradientDescent(lr=0.0005)"
    + "".join(f"&race={racer}" for racer in RACERS)
)
# Milliseconds between frames while `ms` pass.
FRAMES = """(ms) => new Promise((done) => {
  const times = [];
  const tick = (now) => {
    times.push(now);
    if (now - times[0] < ms) requestAnimationFrame(tick);
    else done(times.slice(1).map((time, i) => time - times[i]));
  };
  requestAnimationFrame(tick);
})"""
# Milliseconds from the event of the pointer until all that it changes is drawn: the frame's own
# work is done when a callback that was asked for after the playground's gets its turn.
ANSWERS = """() => {
  window.answers = [];
  document.querySelector(".dp-stage").onpointermove = (event) => {
    requestAnimationFrame(() => answers.push(performance.now() - event.timeStamp));
  };
}"""


def line(what: str, times: Any) -> str:
    """Return median, 99th percentile and worst of some milliseconds."""
    median, late, worst = np.percentile(times, [50, 99, 100])
    return f"{what:<28}{len(times):>7}{median:>10.1f}{late:>10.1f}{worst:>10.1f}"


def drag(page: Any) -> list[float]:
    """Take the start for a walk, at the pace of a hand."""
    box = page.locator(".dp-stage").bounding_box()
    turn = np.linspace(0, 6 * np.pi, 300)
    page.evaluate(ANSWERS)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    for angle in turn:
        x, y = (0.5 + 0.4 * np.array([np.cos(angle), np.sin(1.3 * angle)])).tolist()
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        page.wait_for_timeout(8)
    page.mouse.up()
    found: list[float] = page.evaluate("answers")
    return found


def main() -> int:
    """Print the table."""
    if not CHROMIUM or not (SITE / "chapters" / "playground.html").exists():
        print("this needs Chromium and the built book (make book)", file=sys.stderr)
        return 2
    with served(SITE) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto("about:blank")
        blank = page.evaluate(FRAMES, 4000)
        page.goto(f"{address}/chapters/playground.html{STATE}")
        page.locator(".dp-card").nth(5).wait_for()
        page.wait_for_timeout(1000)
        page.get_by_role("button", name="Play", exact=True).click()
        playing = page.evaluate(FRAMES, 7000)
        page.wait_for_timeout(3000)
        answers = drag(page)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        slow = drag(page)
        browser.close()
    print(f"{'milliseconds':<28}{'number':>7}{'median':>10}{'99th pc.':>10}{'worst':>10}")
    print(line("frames of a blank page", blank))
    print(line("frames while six play", playing))
    print(line("answers to dragging six", answers))
    print(line(f"the same, {SLOWER} times slower", slow))
    share = float(np.mean(np.array(playing) < 1000 / 60 + 4))
    print(f"{100 * share:.1f} % of the frames came in time for 60 a second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
