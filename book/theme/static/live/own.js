// Cells that a student added in Jupyter: shown below the desk, run in their places, and taken along.
"use strict";

class OwnCells {
  constructor(released, runner) {
    this.names = released.cells.map(notebooks.nameOf);
    this.runner = runner;
    this.box = make("details", { className: "own" });
  }

  // Put these, as `notebooks.taken` gives them, in the place of those before.
  show(added) {
    this.runner.own = added.map(({ after, cell }, k) => {
      const text = notebooks.text(cell);
      return {
        name: `your cell ${k + 1}`,
        // Behind the course's cell before it, and before the next one.
        index: this.names.indexOf(after) + 0.5,
        role: {},
        own: true,
        code: cell.cell_type === "code",
        get: () => text,
        said: makeStatus("pre", "said"),
        outputs: [],
      };
    });
    const shown = this.runner.own.flatMap(({ get, said }) => [make("pre", { textContent: get() }), said]);
    const summary = "Cells of your own in the notebook: they run in their places, and go along when you download it";
    this.box.replaceChildren(make("summary", { textContent: summary }), ...shown);
    this.box.hidden = !added.length;
  }
}
