// The cells of an exercise's page: where they are written in, and the buttons that run them.
"use strict";

// What a stub says now: lines that are new are marked, those of `before` that are gone stand below.
function corrected(before, now) {
  if (before === undefined) return now;
  const [old, lines] = [before, now].map((text) => text.split("\n"));
  const shown = lines.map((line) => `${old.includes(line) ? " " : "+"} ${line}`);
  const gone = old.filter((line) => !lines.includes(line)).map((line) => `- ${line}`);
  return [...shown, ...gone].join("\n");
}

class Cells {
  // `released` is the notebook that the page shows, `lesson` the address of its lesson.
  constructor(released, { runner, store, lesson }) {
    Object.assign(this, { runner, store, lesson });
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
          index: released.cells.indexOf(cell),
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
    runner.all = this.all;
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
    const correction = make(
      "details",
      { className: "corrected" },
      make("summary", { textContent: "This cell was corrected since you began; your text is kept. What it is now:" }),
      make("pre", { textContent: corrected(kept?.stub, stub) }),
    );
    const compare = (checksum) => (correction.hidden = !checksum || checksum === role.checksum);
    compare(kept?.checksum);
    const keep = (text, checksum) => {
      const known = checksum === role.checksum ? stub : undefined;
      this.store.put(name, text === stub ? undefined : { text, checksum, stub: known });
    };
    const editor = makeEditor(where, {
      text: kept?.text ?? stub,
      label: role.grade_id ? `Your answer: ${name.replace(/-answer$/, "")}` : "A place to try things",
      code: cell.code,
      changed: (text) => keep(text, role.checksum),
      go: () => cell.code && this.runner.press(check ?? cell),
    });
    cell.get = editor.get;
    if (cell.code && !check) actions.append(makeButton("Run", () => this.runner.press(cell)));
    cell.set = (text, checksum = role.checksum) => {
      editor.set(text);
      keep(text, checksum);
      compare(checksum);
      for (const one of [cell, check]) if (one) this.runner.clear(one); // what it showed was of another text
    };
    const reset = () =>
      (cell.get() === stub || confirm("Take your text away and bring the empty cell back?")) && cell.set(stub);
    actions.append(makeButton("Reset this cell", reset, "quiet"));
    place.replaceChildren(where, correction, actions, cell.said);
  }

  makeCheck(cell) {
    const points = make("span", { textContent: /# (.+)$/.exec(cell.stub)?.[1] ?? "" });
    cell.said = makeStatus("pre", "said");
    const go = makeButton(`Check ${cell.name}`, () => this.runner.press(cell));
    cell.race = make("a", { textContent: "Race it", href: `${this.lesson}#race-${cell.name}`, hidden: true });
    cell.place.replaceChildren(make("div", { className: "actions" }, go, points, cell.race), cell.said);
  }
}
