// Notebooks as data: what a page's answers make of the released one, and what a loaded one holds.
// Nothing here knows of Python or of the page.
"use strict";

const notebooks = {
  text: (cell) => [].concat(cell.source).join(""),

  // What a cell is called in every version of an exercise; its id may be an editor's.
  nameOf: (cell) => cell.metadata?.nbgrader?.grade_id ?? cell.id,

  // Whether a student writes in it: an answer, an explanation, or a place to try things.
  isOpen: (cell) =>
    cell.metadata.nbgrader ? Boolean(cell.metadata.nbgrader.solution) : cell.cell_type === "code",

  // Add an output to those of a cell; what is printed in pieces is one text.
  add(outputs, output) {
    const last = outputs.at(-1);
    if (output.output_type === "stream" && last?.name === output.name) last.text += output.text;
    else outputs.push({ ...output });
  },

  // The released notebook with these texts and outputs by name, and the student's own cells.
  written(released, texts, outputs, added = []) {
    const book = structuredClone(released);
    for (const cell of book.cells) {
      const name = notebooks.nameOf(cell);
      if (name in texts) cell.source = texts[name];
      if (cell.cell_type !== "code") continue;
      cell.execution_count = null;
      cell.outputs = outputs[name] ?? [];
    }
    for (const { after, cell } of [...added].reverse()) {
      const place = book.cells.findIndex((one) => notebooks.nameOf(one) === after);
      book.cells.splice(place + 1, 0, structuredClone(cell));
    }
    return book;
  },

  // The texts of a loaded notebook by name, and the cells that are the student's own, each with the
  // name of the course's cell before it. Raises an Error with a sentence if there is nothing in it.
  taken(released, content) {
    let loaded;
    try {
      loaded = JSON.parse(content);
    } catch {
      throw new Error("This file is no notebook.");
    }
    if (!Array.isArray(loaded?.cells)) throw new Error("This file is no notebook.");
    const known = new Map(released.cells.map((cell) => [notebooks.nameOf(cell), cell]));
    const texts = {};
    const added = [];
    let after = "";
    for (const cell of loaded.cells) {
      const name = notebooks.nameOf(cell);
      if (!known.has(name)) {
        added.push({ after, cell });
        continue;
      }
      after = name;
      if (notebooks.isOpen(known.get(name))) texts[name] = notebooks.text(cell);
    }
    if (!after) throw new Error("This notebook is not of this exercise: nothing was changed.");
    return { texts, added };
  },
};
