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

  // The released notebook with these texts and outputs by name, and what is the student's own: cells,
  // and pictures that hang on a text.
  written(released, texts, outputs, { added = [], attached = {} } = {}) {
    const book = structuredClone(released);
    for (const cell of book.cells) {
      const name = notebooks.nameOf(cell);
      if (name in texts) cell.source = texts[name];
      if (name in attached) cell.attachments = attached[name];
      if (cell.cell_type !== "code") continue;
      cell.execution_count = null;
      cell.outputs = outputs[name] ?? [];
    }
    const ids = book.cells.map((cell) => cell.id);
    for (const { after, cell } of [...added].reverse()) {
      const place = book.cells.findIndex((one) => notebooks.nameOf(one) === after);
      let id = cell.id ?? "own";
      while (ids.includes(id)) id += "-"; // a copy of the course's own, or of an older format
      ids.push(id);
      book.cells.splice(place + 1, 0, { ...structuredClone(cell), id });
    }
    return book;
  },

  // The cells of a notebook's file. Raises an Error with a sentence if it is none.
  cells(content) {
    let book;
    try {
      book = JSON.parse(content);
    } catch {
      book = undefined;
    }
    const isCell = (cell) => typeof cell?.source === "string" || Array.isArray(cell?.source);
    if (!Array.isArray(book?.cells) || !book.cells.every(isCell)) throw new Error("This file is no notebook.");
    return book.cells;
  },

  // What a loaded notebook holds: by name the texts, the stubs' checksums and what hangs on a text; and
  // the cells that are the student's own, each with the name of the course's cell before it. Raises an
  // Error with a sentence if there is nothing in it.
  taken(released, content) {
    const known = new Map(released.cells.map((cell) => [notebooks.nameOf(cell), cell]));
    // An editor may drop what a cell is called, and leave its id.
    const ids = new Map([...known].map(([name, { id }]) => [id, name]));
    const found = { texts: {}, checksums: {}, attached: {}, added: [] };
    const earlier = new Map();
    let after = "";
    for (const cell of notebooks.cells(content)) {
      const name = [notebooks.nameOf(cell), ids.get(cell.id)].find((one) => known.has(one));
      if (!name) {
        found.added.push({ after, cell });
        continue;
      }
      const open = notebooks.isOpen(known.get(name));
      // Of a cell that stands twice the last one counts, as with the grader; the other is kept.
      if (open && earlier.has(name)) found.added.push(earlier.get(name));
      earlier.set(name, { after, cell });
      after = name;
      if (!open) continue;
      found.texts[name] = notebooks.text(cell);
      found.checksums[name] = cell.metadata?.nbgrader?.checksum;
      if (cell.attachments) found.attached[name] = cell.attachments;
    }
    if (!after) throw new Error("This notebook is not of this exercise: nothing was changed.");
    return found;
  },
};
