// What a press of a button runs: what it stands on, as far as that has not run as it stands.
"use strict";

const LIMIT = 30_000; // milliseconds that one press may run; a slow line does not count
const LEFT = ["stopped", "broken"];

class Runner {
  // `say` takes sentences about the whole page. Cells come later: the course's, each with its place
  // in the notebook as `index`, and those that the student added in Jupyter (own.js).
  constructor({ python, store, say }) {
    Object.assign(this, { python, store, say, all: [], own: [] });
    this.ran = new Map(); // the text that a cell ran with, as long as all above it stands as it ran
  }

  // What a press does: all above that has not run as it stands, then this.
  async press(target) {
    if (this.pressed) return;
    this.pressed = true;
    document.body.classList.add("running");
    target.said.textContent = "";
    let inTime;
    try {
      await this.python.start();
      this.say("");
      if (this.worker !== this.python.worker) this.ran.clear(); // another Python, which knows nothing
      this.worker = this.python.worker;
      inTime = this.python.limit(LIMIT, () => this.stop("Stopped after 30 seconds. Is there a loop without an end?"));
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
      inTime?.();
      this.pressed = false;
      document.body.classList.remove("running");
    }
  }

  // What a cell may stand on: set-up and answers, and of the places to try things those in use.
  above(target) {
    return this.program((cell) => cell.index < target.index && (cell.role.grade_id || cell.get() !== cell.stub));
  }

  // Of all that may be run, the checks left out, what `chosen` says, in its order.
  program(chosen) {
    const cells = [...this.all, ...this.own].filter((cell) => cell.code && !cell.role.grade && chosen(cell));
    return cells.sort((one, other) => one.index - other.index);
  }

  // Run one cell, and forget what stood on what it made before.
  async run(cell) {
    const source = cell.get();
    for (const other of this.ran.keys()) if (other.index >= cell.index) this.ran.delete(other);
    this.clear(cell);
    const { status, verdicts } = await this.python.run("exercise", { name: cell.name, source, index: cell.index }, (output) => {
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

  clear(cell) {
    cell.outputs = [];
    if (cell.said) cell.said.textContent = "";
  }

  noteVerdicts(verdicts) {
    const questions = this.all.filter((cell) => cell.code && cell.role.grade).map((cell) => cell.name);
    const program = this.program((cell) => cell.role.grade_id || cell.own).map((cell) => [cell.name, cell.get()]);
    this.store.mark(verdicts, questions, program);
  }

  stop(why) {
    this.python.stop();
    this.say(`${why} Python starts afresh; your text is as it was.`);
  }
}
