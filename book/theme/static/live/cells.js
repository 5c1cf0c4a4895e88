// The cells of an exercise's page: where they are written in, and what a press of a button runs.
"use strict";

const LIMIT = 30_000; // milliseconds that one press may run; a slow line does not count
const LEFT = ["stopped", "broken"];

class Cells {
  // `released` is the notebook that the page shows, `lesson` the address of its lesson; `say` takes
  // sentences about the whole page.
  constructor(released, { python, store, lesson, say }) {
    Object.assign(this, { python, store, lesson, say });
    this.ran = new Map(); // the text that a cell ran with, as long as all above it stands as it ran
    const places = {
      code: [...document.querySelectorAll("article .cell")],
      markdown: [...document.querySelectorAll("article .essay")],
    };
    this.all = released.cells
      .filter((cell) => cell.cell_type === "code" || notebooks.isOpen(cell))
      .map((cell) => {
        const text = notebooks.text(cell);
        return {
          name: notebooks.nameOf(cell),
          role: cell.metadata.nbgrader ?? {},
          code: cell.cell_type === "code",
          open: notebooks.isOpen(cell),
          place: places[cell.cell_type].shift(),
          stub: text,
          get: () => text,
          outputs: [],
        };
      });
    this.open = this.all.filter((cell) => cell.open);
    this.all.forEach((cell, k) => {
      const next = this.all[k + 1];
      cell.check = next?.code && next.role.grade ? next : undefined;
      if (cell.open) this.makeAnswer(cell);
      else if (cell.role.grade) this.makeCheck(cell);
    });
  }

  makeAnswer(cell) {
    const { name, role, stub, place, check } = cell;
    const where = make("div");
    const actions = make("div", { className: "actions" });
    cell.said = makeStatus("pre", "said");
    const kept = this.store.state.answers[name];
    const editor = makeEditor(where, {
      text: kept?.text ?? stub,
      label: role.grade_id ? `Your answer: ${name.replace(/-answer$/, "")}` : "A place to try things",
      code: cell.code,
      changed: (text) => this.store.put(name, text, stub, role.checksum),
      go: () => cell.code && this.press(check ?? cell),
    });
    Object.assign(cell, editor);
    if (kept?.checksum && kept.checksum !== role.checksum)
      where.append(
        make(
          "details",
          { className: "corrected" },
          make("summary", {
            textContent: "This cell was corrected since you began; your text is kept. What it is now:",
          }),
          make("pre", { textContent: stub }),
        ),
      );
    if (cell.code && !check) actions.append(makeButton("Run", () => this.press(cell)));
    const reset = () =>
      (cell.get() === stub || confirm("Take your text away and bring the empty cell back?")) && cell.set(stub);
    actions.append(makeButton("Reset this cell", reset, "quiet"));
    place.replaceChildren(where, actions, cell.said);
  }

  makeCheck(cell) {
    const points = make("span", { textContent: /# (.+)$/.exec(cell.stub)?.[1] ?? "" });
    cell.said = makeStatus("pre", "said");
    const go = makeButton(`Check ${cell.name}`, () => this.press(cell));
    cell.race = make("a", { textContent: "Race it", href: `${this.lesson}#race-${cell.name}`, hidden: true });
    cell.place.replaceChildren(make("div", { className: "actions" }, go, points, cell.race), cell.said);
  }

  // What a press does: all above that has not run as it stands, then this.
  async press(target) {
    if (this.pressed) return;
    this.pressed = true;
    document.body.classList.add("running");
    target.said.textContent = "";
    let late;
    try {
      await this.python.start();
      this.say("");
      if (this.worker !== this.python.worker) this.ran.clear(); // another Python, which knows nothing
      this.worker = this.python.worker;
      late = setTimeout(() => this.stop("Stopped after 30 seconds. Is there a loop without an end?"), LIMIT);
      let changed = false;
      for (const cell of this.above(target)) {
        changed ||= this.ran.get(cell) !== cell.get();
        if (changed && LEFT.includes(await this.run(cell))) return;
      }
      await this.run(target);
    } catch (error) {
      if (!LEFT.includes(error.message))
        this.say(`Python could not be started: ${error.message}. The notebook can be downloaded as ever.`);
    } finally {
      clearTimeout(late);
      this.pressed = false;
      document.body.classList.remove("running");
    }
  }

  // What a cell may stand on: set-up and answers, and of the places to try things those in use.
  above(target) {
    const place = this.all.indexOf(target);
    return this.all.slice(0, place < 0 ? undefined : place).filter(
      (cell) => cell.code && !cell.role.grade && (cell.role.grade_id || cell.get() !== cell.stub),
    );
  }

  // Run one cell, and forget what stood on what it made before.
  async run(cell) {
    const source = cell.get();
    const place = this.all.indexOf(cell);
    if (place >= 0) for (const below of this.all.slice(place)) this.ran.delete(below);
    cell.outputs = [];
    if (cell.said) cell.said.textContent = "";
    const { status, verdicts } = await this.python.run("exercise", cell.name, source, (output) => {
      notebooks.add(cell.outputs, output);
      // What a check returns is its score, which it has just told.
      if (cell.said && !(cell.role.grade && output.output_type === "execute_result"))
        showOutput(cell.said, output);
    });
    if (!LEFT.includes(status) && status !== "error") this.ran.set(cell, source);
    if (status === "open" && cell.said) cell.said.textContent = "Not answered yet.";
    if (cell.role.grade && verdicts) this.noteVerdicts(verdicts);
    return status;
  }

  noteVerdicts(verdicts) {
    const code = this.all.filter((cell) => cell.code && cell.role.grade_id);
    const questions = code.filter((cell) => cell.role.grade).map((cell) => cell.name);
    const program = code.filter((cell) => !cell.role.grade).map((cell) => [cell.name, cell.get()]);
    this.store.mark(verdicts, questions, program);
  }

  stop(why) {
    this.python.stop();
    this.say(`${why} Python starts afresh; your text is as it was.`);
  }
}
