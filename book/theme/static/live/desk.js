// The page of an exercise as a whole: its notebook is downloaded, loaded and begun anew. Without
// these scripts the page is what it was, with its notebook to download.
"use strict";

(() => {
  const data = document.getElementById("notebook");
  const { assignment, base } = data.dataset;
  const released = JSON.parse(data.textContent);
  const news = makeStatus("p", "news");
  const say = (words) => (news.textContent = words);
  const python = new PagePython(new URL(base, document.baseURI).href, say);
  const FULL = "This browser keeps nothing here: download your notebook before you leave.";
  const store = new Store(assignment, {
    refused: () => say(FULL),
    changed: takeOver,
  });
  const runner = new Runner({ python, store, say });
  const cells = new Cells(released, { runner, store, lesson: `../${assignment}.html` });
  const own = new OwnCells(released, runner);
  own.show(store.state.added);

  // A class that was checked may race, right or wrong.
  function offerRaces() {
    for (const { race, name } of cells.all) if (race) race.hidden = !store.state.classes.includes(name);
  }
  addEventListener("descent-marks", offerRaces);
  offerRaces();

  // Another window of this page has written: the later text counts, in both.
  function takeOver() {
    own.show(store.state.added);
    for (const cell of cells.open) {
      const text = store.state.answers[cell.name]?.text ?? cell.stub;
      if (text !== cell.get()) cell.set(text);
    }
    say("Your answers were changed in another window; they are the same here.");
  }

  // Texts of cells that a corrected exercise no longer has.
  const names = cells.all.map(({ name }) => name);
  const orphans = Object.entries(store.state.answers).filter(([name]) => !names.includes(name));
  const left = make(
    "details",
    { className: "left", hidden: !orphans.length },
    make("summary", { textContent: "Texts of yours whose cells are no longer part of this exercise" }),
    ...orphans.map(([, { text }]) => make("pre", { textContent: text })),
  );

  // Before the hand-in: every question as it stands, and what is still to be said in words.
  const whole = { name: "all", index: Infinity, role: {}, get: () => "check()", said: makeStatus("pre", "said") };
  async function lookOver() {
    await runner.press(whole);
    const unsaid = cells.open.filter((cell) => !cell.code && cell.get() === cell.stub);
    for (const { name } of unsaid) whole.said.append(`  [open]  ${name}, in words\n`);
  }

  function download() {
    const texts = Object.fromEntries(cells.open.map((cell) => [cell.name, cell.get()]));
    const outputs = Object.fromEntries(cells.all.map((cell) => [cell.name, cell.outputs]));
    const book = notebooks.written(released, texts, outputs, store.state);
    const file = new Blob([`${JSON.stringify(book, null, 1)}\n`], { type: "application/x-ipynb+json" });
    const href = URL.createObjectURL(file);
    make("a", { href, download: `${assignment}.ipynb` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 10_000);
    store.lost = false;
  }

  async function load() {
    const [file] = chosen.files;
    chosen.value = ""; // the same file may be chosen again
    try {
      const { texts, checksums, ...others } = notebooks.taken(released, await file.text());
      const taken = cells.open.filter((cell) => cell.name in texts);
      const lost = taken.some((cell) => ![cell.stub, texts[cell.name]].includes(cell.get()));
      if (lost && !confirm("Put the texts of the file in the place of those on this page?")) return;
      Object.assign(store.state, others);
      store.keep();
      own.show(others.added);
      runner.ran.clear();
      for (const cell of taken) cell.set(texts[cell.name], checksums[cell.name]);
      say(`${taken.length} texts were taken from ${file.name}. ${store.lost ? FULL : ""}`);
    } catch (error) {
      say(error.message);
    }
  }

  function reset() {
    if (!confirm("Take all your texts and cells on this page away, and what is marked as right?")) return;
    store.clear();
    own.show([]);
    runner.ran.clear();
    for (const cell of cells.open) cell.set(cell.stub);
    say("Every cell is as it was released.");
  }

  const chosen = make("input", { type: "file", accept: ".ipynb", hidden: true, onchange: load });
  document.querySelector("article h1").after(
    make(
      "div",
      { className: "desk" },
      makeButton("Look it over", lookOver),
      makeButton("Download my notebook", download),
      makeButton("Load my notebook", () => chosen.click()),
      makeButton("Reset all", reset, "quiet"),
      makeButton("Stop", () => runner.stop("Stopped."), "stop"),
      chosen,
      news,
      whole.said,
      own.box,
      left,
    ),
    make("p", {
      className: "fine",
      textContent:
        "What you write stays in this browser and goes nowhere else. A private window forgets it when it " +
        "closes, Safari after seven days without a visit: download your notebook.",
    }),
  );
  // From the first sign of wanting to write: while one types, Python gets ready.
  document.addEventListener("focusin", ({ target }) => target.closest(".editor.highlight") && python.start());
  addEventListener("beforeunload", (event) => store.lost && event.preventDefault());
})();
