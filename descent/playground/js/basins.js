// Which start ends where: the run of one racer from every place of a grid.

import { race } from "./race.js";

export const LOST = -2; // it diverged
export const AWAY = -1; // it is at none of the lowest places
const CLOSE = 0.02; // of the window

// Where the run from a start ends: the number of the lowest place that it has come to, or one of these.
export function endOf(surface, racer, state, start) {
  const run = race(surface, racer, { ...state, start });
  if (run.diverged) return LOST;
  const reach = Math.max(...surface.window.map(([low, high]) => high - low));
  const away = surface.minima.map((w) => Math.hypot(...w.map((x, i) => x - run.place(run.last, i))));
  const nearest = away.indexOf(Math.min(...away));
  return away[nearest] <= CLOSE * reach ? nearest : AWAY;
}

// A generator, coarse first: each turn yields a square [column, row, size] of the grid and its end.
export function* basins(surface, racer, state, window, [columns, rows]) {
  const at = ([low, high], share) => low + share * (high - low);
  for (let size = 16; size >= 1; size /= 2) {
    for (let j = 0; j < rows; j += size) {
      for (let i = 0; i < columns; i += size) {
        if (size < 16 && i % (2 * size) === 0 && j % (2 * size) === 0) continue; // known already
        const start = [at(window[0], (i + 0.5) / columns), at(window[1] ?? [0, 0], 1 - (j + 0.5) / rows)];
        yield [i, j, size, endOf(surface, racer, state, start.slice(0, surface.start.length))];
      }
    }
  }
}
