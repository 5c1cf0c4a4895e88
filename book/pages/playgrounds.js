// What stands in the place of a kernel and of Jupyter's widget manager: it hands each playground
// of the page its state, as anywidget would, and lets it draw when the reader comes near.
// A plain script, so that it also works in a page that is opened from a disk.

const widget = playground_js;
const { page, tools } = document.currentScript.dataset;

// What few playgrounds have comes once one of them is near, or once it is asked for.
let coming;
widget.later.fetch = () =>
  (coming ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = tools;
    script.onload = () => done(globalThis.descentTools(shelf));
    script.onerror = () => {
      coming = null; // it can be asked for again
      failed();
    };
    document.head.append(script);
  }));

class Model {
  constructor(state) {
    this.state = state;
    this.listeners = new Map();
  }

  get(name) {
    return this.state[name];
  }

  set(name, value) {
    if (Object.is(this.state[name], value)) return;
    this.state[name] = value;
    this.listeners.get(`change:${name}`)?.forEach((listener) => listener());
  }

  // There is nobody to tell.
  save_changes() {}

  on(event, listener) {
    if (!this.listeners.has(event)) this.listeners.set(event, new Set());
    this.listeners.get(event).add(listener);
  }

  off(event, listener) {
    this.listeners.get(event)?.delete(listener);
  }
}

async function enliven(el) {
  const model = new Model({ ...usual, ...JSON.parse(el.dataset.state), page });
  if (widget.wants(model)) {
    try {
      await widget.later.fetch();
    } catch {
      return document.documentElement.classList.add("still"); // as where the script itself does not come
    }
  }
  widget.render({ model, el });
  // What the page proposes is done where its effect is seen.
  const tries = model.get("addressed") && document.querySelector(".tries");
  if (tries) el.querySelector(".dp-settings").after(tries);
  // For what else lives in the page: classes of the reader's own, run by Python (live/race.js), and
  // numbers of the text (dragged.js).
  Object.assign(el, { model, facts: shared_js.SHARED, scales: scales_js.SCALES });
  el.dispatchEvent(new Event("playground"));
}

const near = new IntersectionObserver(
  (seen) => {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      enliven(target);
    }
  },
  { rootMargin: "600px" },
);

for (const el of document.querySelectorAll(".descent-playground")) near.observe(el);
