// To take along: the picture as PNG, the race as a short film; and the whole screen for it.

import { button, make } from "./dom.js";
import { number } from "./format.js";
import { mark } from "./styles.js";

const SECONDS = 6; // of a film
const STILL = 1; // of its last picture
const LINE = 22; // pixels a line of the legend

export function keepsake({ layers, root, seek, back }) {
  const words = make("span", { class: "dp-hint", role: "status" });
  const still = button("Save picture", async () => save(await blobOf(composed(at())), "png"), { class: "dp-plain" });
  const film = button("Save film", () => (recorder ? recorder.stop() : record()), { class: "dp-plain", hidden: !globalThis.MediaRecorder });
  const screen = button("Full screen", wide, { class: "dp-plain", hidden: !document.fullscreenEnabled });
  const el = make("div", { class: "dp-keep" }, screen, still, film, words);
  let scene;
  let recorder = null;

  const at = () => Math.floor(scene.at);

  function wide() {
    if (document.fullscreenElement) document.exitFullscreen();
    else root.requestFullscreen();
  }
  document.addEventListener("fullscreenchange", named);
  function named() {
    screen.textContent = document.fullscreenElement === root ? "Leave full screen" : "Full screen";
  }

  // All that the picture shows, and whose paths they are.
  function composed(step, canvas = make("canvas")) {
    const [first] = layers();
    const [width, height] = [parseFloat(first.style.width), parseFloat(first.style.height)];
    const { colours, racers, surface, state } = scene;
    const scale = 2;
    const tall = height + LINE * (racers.length + 1) + 8;
    if (canvas.width !== width * scale) [canvas.width, canvas.height] = [width * scale, Math.round(tall * scale)];
    const pen = canvas.getContext("2d");
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.fillStyle = colours.paper;
    pen.fillRect(0, 0, width, tall);
    for (const layer of layers().filter((one) => one.checkVisibility() && one.width)) {
      pen.globalAlpha = Number(getComputedStyle(layer).opacity);
      pen.imageSmoothingEnabled = !layer.classList.contains("dp-ends");
      pen.drawImage(layer, 0, 0, width, height);
    }
    pen.globalAlpha = 1;
    const write = (text, x, line) => {
      Object.assign(pen, { font: "13px system-ui, sans-serif", fillStyle: colours.ink, textBaseline: "middle", textAlign: "left" });
      pen.fillText(text, x, height + 6 + LINE * (line + 0.5), width - x - 6);
    };
    write(`${state.options.formula ?? surface.title}, step ${step} of ${state.steps}`, 8, 0);
    racers.forEach(({ label, look, run }, i) => {
      mark(pen, look, 15, height + 6 + LINE * (i + 1.5), colours.paper);
      write(run ? `${label}: loss ${number(run.losses[Math.min(step, run.last)])}` : label, 30, i + 1);
    });
    return canvas;
  }

  function save(blob, ending) {
    const link = make("a", { href: URL.createObjectURL(blob), download: `descent-${scene.state.surface}.${ending}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    words.textContent = `Saved: ${link.download}, ${Math.ceil(blob.size / 1000)} kB.`;
  }

  // Played once from the start, whatever the player does.
  function record() {
    const canvas = composed(0);
    const parts = [];
    recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: "video/webm" });
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.onstop = () => {
      recorder = null;
      film.textContent = "Save film";
      save(new Blob(parts, { type: "video/webm" }), "webm");
      back();
    };
    film.textContent = "Stop the film";
    words.textContent = `Recording ${SECONDS + STILL} seconds.`;
    recorder.start();
    const began = performance.now();
    const tick = (now) => {
      if (!recorder) return;
      const seconds = (now - began) / 1000;
      const step = Math.min(Math.max(seconds / SECONDS, 0), 1) * scene.state.steps;
      seek(step);
      composed(Math.floor(step), canvas);
      if (seconds > SECONDS + STILL) recorder.stop();
      else requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }

  return {
    el,
    draw: (next) => (scene = next),
    stop() {
      document.removeEventListener("fullscreenchange", named);
      if (recorder) Object.assign(recorder, { onstop: null }).stop();
      recorder = null;
    },
  };
}

const blobOf = (canvas) => new Promise((done) => canvas.toBlob(done, "image/png"));
