// What each number may be, as Python has it.

import { SHARED } from "./shared.js";

export function allowed(name, x) {
  const { least = -Infinity, above = -Infinity, below = Infinity, most = Infinity, whole } = SHARED.ranges[name] ?? {};
  return least <= x && x <= most && above < x && x < below && (!whole || Number.isInteger(x));
}
