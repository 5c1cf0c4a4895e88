// The spectrum of a quadratic surface: a table of rates of convergence, and the map of all settings
// (lr, beta) of one rule, where the present one is a dot that can be dragged.

import { choice, make } from "./dom.js";
import { number } from "./format.js";
import { SCALES } from "./scales.js";
import { hyper } from "./race.js";
import { curvatures, rates } from "./spectrum.js";
import { mark, sharp } from "./styles.js";
import { powerOf } from "./ticks.js";

const [COLUMNS, ROWS] = [140, 80];
const DECADES = 2; // of the rate lr to both sides of 2 / curvature, beyond which descent diverges
const MEMORY = 3; // beta from 0 to 0.999
const NOTHING = 1e-12; // a factor below it is rounding
const LEVELS = [0.5, 0.8, 0.9, 0.99, 0.999]; // of the factor

export function spectrum({ set }) {
  const words = make("p", { class: "dp-hint" });
  const body = make("tbody");
  const head = make("tr");
  const caption = make("caption", { text: "What is left after a step, along each direction of the surface" });
  const grid = make("table", {}, caption, make("thead", {}, head), body);
  const scroll = make("div", { class: "dp-scroll", tabindex: "0", role: "region", "aria-label": "Rates of convergence" }, grid);
  const pick = choice("Settings of", [], "", (k) => {
    chosen = Number(k);
    draw(scene);
  }, { data: { focus: "spectrum" } });
  const ground = make("canvas", { class: "dp-settled", role: "img" });
  const over = make("canvas", { class: "dp-layer", "aria-hidden": "true" });
  const handle = make("div", { class: "dp-dot" });
  const map = make("div", { class: "dp-map" }, ground, over, handle);
  const legend = make("p", { class: "dp-hint" });
  const el = make("div", { class: "dp-spectrum", hidden: true }, words, scroll, pick.el, map, legend);
  const fit = sharp(over);
  const sliders = ["lr", "beta"].map((name) => {
    const input = make("input", { type: "range", min: SCALES[name].min, max: SCALES[name].max, step: SCALES[name].step });
    input.addEventListener("input", () => change(() => ({ [name]: SCALES[name].from(Number(input.value)) })));
    input.addEventListener("keydown", (event) => key(event));
    return input;
  });
  handle.append(...sliders);
  let [scene, chosen, width, height, drawn] = [null, 0, 60, 150, ""];
  let star; // the best setting on the map
  let view; // of the map: from and to settings

  // What is set may follow from what there is: what was drawn last may be a change behind.
  function change(values) {
    const k = chosen;
    set(({ racers }) => ({
      racers: racers.map((racer, i) => {
        const { name, ...rest } = racer; // a name that was given says what it said of other numbers
        return i === k ? { ...rest, ...values(hyper(racer)) } : racer;
      }),
    }));
  }

  // As on the picture: across is lr, up is beta.
  function key(event) {
    const [i, sign] = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [1, 1], ArrowDown: [1, -1] }[event.key] ?? [];
    if (i === undefined || sliders[i].disabled || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const name = ["lr", "beta"][i];
    const scale = SCALES[name];
    change((now) => {
      const at = scale.to(now[name]) + sign * (event.shiftKey ? 10 : 1) * 0.02;
      return { [name]: scale.from(Math.min(Math.max(at, scale.min), scale.max)) };
    });
    sliders[i].focus();
  }

  let dragging = false;
  function follow(event) {
    const box = map.getBoundingClientRect();
    change(() => view.toSetting(event.clientX - box.left, event.clientY - box.top));
  }
  map.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    sliders[0].focus({ preventScroll: true });
    dragging = true;
    map.setPointerCapture(event.pointerId);
    follow(event);
  });
  map.addEventListener("pointermove", (event) => dragging && follow(event));
  for (const type of ["pointerup", "pointercancel"]) map.addEventListener(type, () => (dragging = false));

  function draw(next) {
    scene = next;
    el.hidden = scene.state.chart !== "spectrum";
    if (el.hidden) return;
    const bends = curvatures(scene.surface);
    const all = scene.racers.map(({ racer }) => (bends && racer.method ? rates(racer, bends) : null));
    const linear = [...all.keys()].filter((k) => all[k]);
    words.textContent = said(bends, linear);
    scroll.hidden = map.hidden = legend.hidden = pick.el.hidden = !linear.length;
    if (!linear.length) return;
    if (!linear.includes(chosen)) [chosen] = linear;
    const names = linear.map((k) => make("option", { value: k, text: scene.racers[k].label }));
    if (names.map((one) => one.text).join() !== [...pick.select.options].map((one) => one.text).join()) pick.select.replaceChildren(...names);
    pick.select.value = chosen;
    fill(bends, all);
    map.hidden = legend.hidden = !("lr" in hyper(scene.racers[chosen].racer)); // a typed rule may name none
    if (!map.hidden) survey(bends);
  }

  function fill(bends, all) {
    const texts = ["optimizer", ...bends.map((bend) => `curvature ${number(bend)}`), "steps for a digit"];
    head.replaceChildren(...texts.map((text) => make("th", { scope: "col", text })));
    body.replaceChildren(...scene.racers.map(({ label }, k) => {
      const name = make("th", { scope: "row", text: label });
      if (!all[k]) return make("tr", {}, name, make("td", { colspan: bends.length + 1, text: "no fixed factor" }));
      const slowest = Math.max(...all[k]);
      const digit = slowest < 1 ? number(Math.log(10) / -Math.log(slowest)) : "never";
      return make("tr", {}, name, ...[...all[k].map((left) => number(left < NOTHING ? 0 : left)), digit].map((text) => make("td", { text })));
    }));
  }

  // The map is drawn anew where rule, surface, size or colours have changed, the dots always.
  function survey(bends) {
    const { racer } = scene.racers[chosen];
    const usual = hyper(racer);
    const flat = !("beta" in usual);
    height = flat ? 56 : 170;
    const middle = Math.log10(2 / Math.max(...bends.map(Math.abs)));
    view = viewOf(middle, flat);
    const { colours } = scene;
    const { lr, beta, name, ...rest } = racer;
    const wanted = JSON.stringify([rest, bends, width, flat, colours.paper, colours.ink]);
    if (wanted !== drawn) {
      drawn = wanted;
      map.style.height = `${height}px`;
      paint(racer, bends, flat, colours);
    }
    const pen = fit(width, height);
    pen.clearRect(0, 0, width, height);
    letter(pen, middle, flat, colours);
    mark(pen, { mark: "plus", colour: colours.ink }, ...view.toPixel(star), colours.paper, 5);
    scene.racers.forEach((one, k) => {
      if (k === chosen || one.racer.method !== racer.method || one.racer.rule !== racer.rule || one.racer.around) return;
      mark(pen, one.look, ...view.toPixel(hyper(one.racer)), colours.paper, 4.5);
    });
    const [x, y] = view.toPixel(usual);
    handle.style.transform = `translate(${x}px, ${y}px)`;
    map.style.setProperty("--dp-colour", scene.racers[chosen].look.colour);
    sliders.forEach((input, i) => {
      const name = ["lr", "beta"][i];
      input.hidden = input.disabled = !(name in usual);
      if (input.disabled) return;
      input.value = SCALES[name].to(usual[name]);
      input.setAttribute("aria-label", `${name} of ${scene.racers[chosen].label}, on the map`);
      input.setAttribute("aria-valuetext", number(usual[name]));
    });
  }

  function viewOf(middle, flat) {
    const [low, wide] = [middle - DECADES, 2 * DECADES];
    const within = (z, most) => Math.min(Math.max(z, 0), most);
    return {
      toSetting(x, y) {
        const lr = SCALES.lr.from(low + (within(x, width) / width) * wide);
        return flat ? { lr } : { lr, beta: SCALES.beta.from((1 - within(y, height) / height) * MEMORY) };
      },
      toPixel: ({ lr, beta = 0 }) => [
        within(((Math.log10(lr) - low) / wide) * width, width),
        flat ? height / 2 : within((1 - SCALES.beta.to(beta) / MEMORY) * height, height),
      ],
    };
  }

  function paint(racer, bends, flat, { paperNumbers: paper, inkNumbers: ink, hill }) {
    const rows = flat ? 1 : ROWS;
    [ground.width, ground.height] = [COLUMNS, rows];
    const image = new ImageData(COLUMNS, rows);
    let best = { rate: Infinity };
    for (let k = 0; k < COLUMNS * rows; k++) {
      const [i, j] = [k % COLUMNS, Math.floor(k / COLUMNS)];
      const setting = view.toSetting(((i + 0.5) / COLUMNS) * width, ((j + 0.5) / rows) * height);
      const rate = Math.max(...rates({ ...racer, ...setting }, bends));
      if (rate < best.rate) best = { rate, ...setting };
      const band = LEVELS.filter((level) => rate < level).length;
      for (let c = 0; c < 3; c++) {
        const colour = rate < 1 ? hill : ink;
        const share = rate < 1 ? 0.08 + 0.14 * band : (i + j) % 4 ? 0.1 : 0.35;
        image.data[4 * k + c] = paper[c] + share * (colour[c] - paper[c]);
      }
      image.data[4 * k + 3] = 255;
    }
    ground.getContext("2d").putImageData(image, 0, 0);
    star = best;
    const where = "beta" in best ? `, beta ${number(best.beta)}` : "";
    ground.setAttribute("aria-label", `Map of what a step leaves along the slowest direction, over lr${flat ? "" : " and beta"}.`);
    legend.textContent = `The darker, the less is left: under ${[...LEVELS].reverse().join(", ")}. Hatched: it diverges. Best on the map (+): ${number(best.rate)}, at lr ${number(best.lr)}${where}.`;
  }

  function letter(pen, middle, flat, colours) {
    pen.font = "11px system-ui, sans-serif";
    const write = (text, x, y, align, baseline) => {
      Object.assign(pen, { textAlign: align, textBaseline: baseline, lineWidth: 3, strokeStyle: colours.paper, fillStyle: colours.ink });
      pen.setLineDash([]);
      pen.strokeText(text, x, y);
      pen.fillText(text, x, y);
    };
    for (let k = Math.ceil(middle - DECADES); k < middle + DECADES; k++) {
      const [x] = view.toPixel({ lr: 10 ** k });
      if (x > 28 && x < width - 24) write(powerOf(k), x, height - 4, "center", "bottom");
    }
    write("lr", width - 5, height - 4, "right", "bottom");
    if (flat) return;
    for (const beta of [0.9, 0.99]) write(String(beta), 5, view.toPixel({ lr: 1, beta })[1], "left", "middle");
    write("beta", 5, 5, "left", "top");
  }

  return { el, measure: () => (width = Math.max(el.parentElement.clientWidth - 2, 60)), draw };
}

function said(bends, linear) {
  if (!bends) return "A spectrum belongs to a quadratic surface: choose Bowl or Ravine.";
  const curves = `Curvature ${bends.map(number).join(" and ")}${bends.length > 1 ? `, condition ${number(bends[1] / bends[0])}` : ""}.`;
  return linear.length ? curves : `${curves} None of these rules has a fixed factor: add Gradient descent, Momentum or Heavy ball.`;
}
