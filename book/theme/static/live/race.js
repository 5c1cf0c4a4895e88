// Classes that were checked join the playgrounds of a page; the page's Python works out their paths.
"use strict";

class Race {
  // `el` is a playground, which has its model once it is drawn; `only` names an exercise, or none.
  constructor(el, { work, only, say }) {
    Object.assign(this, { el, work, only, say });
    this.offers = make("div", { className: "actions race" });
    el.after(this.offers);
    this.offer();
    if (el.model) this.wake();
    else el.addEventListener("playground", () => this.wake(), { once: true });
  }

  get model() {
    return this.el.model;
  }

  // What `own` of a racer says: whose path it is.
  keyOf = ({ assignment, name }) => `${assignment}/${name}`;

  // A button for each class that could join.
  offer() {
    const taken = (this.model?.get("racers") ?? []).map(({ own }) => own);
    const free = this.work
      .classes()
      .filter((one) => (!this.only || one.assignment === this.only) && !taken.includes(this.keyOf(one)));
    const buttons = free.map((one) => {
      const state = one.mark === "right" ? "" : ` (${one.mark})`;
      return makeButton(`Race your ${one.name}${state}`, () => this.join(one));
    });
    this.offers.replaceChildren(...buttons);
  }

  wake() {
    for (const name of [...this.el.facts.moves, "racers"]) this.model.on(`change:${name}`, () => this.follow());
    this.model.on("change:racers", () => this.offer());
    if (this.wanted) this.join(this.wanted);
  }

  join(one) {
    if (!this.model) return (this.wanted = one); // not drawn yet
    const racers = this.model.get("racers");
    const own = this.keyOf(one);
    if (racers.some((racer) => racer.own === own)) return undefined;
    const most = this.el.facts.most.racers;
    if (racers.length >= most) return this.say(`${most} optimizers race already: remove one first.`);
    this.model.set("racers", [...racers, { name: `your ${one.name}`, own }]);
    return undefined;
  }

  // One request is on its way; of those that come meanwhile only the last counts.
  async follow() {
    const own = this.model.get("racers").filter((racer) => racer.own?.includes("/"));
    if (!own.length) return;
    this.due = true;
    if (this.busy) return;
    this.busy = true;
    // From now on its path is not missing but on its way.
    if (!this.model.get("theirs").live) this.model.set("theirs", { paths: {}, troubles: {}, live: true });
    await null; // what changes together is asked for once
    while (this.due) {
      this.due = false;
      await this.trace();
    }
    this.busy = false;
  }

  async trace() {
    const moves = Object.fromEntries(this.el.facts.moves.map((name) => [name, this.model.get(name)]));
    const racers = this.model.get("racers");
    const theirs = { for: moves, paths: {}, troubles: {}, live: true };
    for (const { own } of racers) {
      const [assignment, name] = own?.split("/") ?? [];
      if (!name) continue;
      // The numbers of the course's own, where that races too: only the rule may differ.
      const twin = racers.find((racer) => racer.method === name) ?? {};
      const { method, name: label, around, ...hyper } = twin;
      try {
        const ask = () => this.work.python.follow(assignment, name, hyper, moves);
        const { paths, troubles } = await this.work.with(assignment, ask);
        if (paths[0]) theirs.paths[own] = paths[0];
        else theirs.troubles[own] = troubles[0];
      } catch (error) {
        theirs.troubles[own] = `${name}: ${error.message}`;
      }
    }
    this.model.set("theirs", theirs);
  }
}
