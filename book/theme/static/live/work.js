// What a student wrote in the exercises, for the pages of the lessons: it is run there as it was
// when it was last checked. The answers themselves stay where store.js keeps them.
"use strict";

const PATIENCE = 10_000; // milliseconds that what stands on a page of a lesson may run

class Work {
  constructor(python) {
    this.python = python;
    this.loaded = new Map(); // by notebook: the program that ran
  }

  of(assignment) {
    return readWork(workKey(assignment));
  }

  // The classes that were checked, right or wrong, in all exercises.
  classes() {
    return keptWork().flatMap((assignment) => {
      const { classes, marks } = this.of(assignment);
      return classes.map((name) => ({ assignment, name, mark: marks[name] }));
    });
  }

  // Run a notebook's program, if it has not run as it stands, then what is asked for.
  async with(assignment, ask) {
    await this.python.start();
    let inTime;
    const ended = new Promise((_, reject) => {
      inTime = this.python.limit(PATIENCE, () => {
        this.loaded.clear();
        this.python.stop();
        reject(new Error(`it took longer than ${PATIENCE / 1000} seconds, and was stopped`));
      });
    });
    try {
      return await Promise.race([this.load(assignment).then(ask), ended]);
    } finally {
      inTime();
    }
  }

  async load(assignment) {
    const { program } = this.of(assignment);
    const text = JSON.stringify(program);
    if (this.loaded.get(assignment) === text && this.worker === this.python.worker) return;
    if (this.worker !== this.python.worker) this.loaded.clear(); // another Python, which knows nothing
    this.worker = this.python.worker;
    for (const [index, [name, source]] of program.entries())
      await this.python.run(assignment, { name, source, index });
    this.loaded.set(assignment, text);
  }
}
