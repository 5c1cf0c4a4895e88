// From places to pixels and back.

export function viewOf(surface, window, width, height) {
  const [[left, right]] = window;
  const flat = surface.start.length === 1;
  const [low, high] = flat ? heightsOver(surface, left, right) : window[1];
  const across = width / (right - left);
  const up = height / (high - low);
  return {
    surface,
    window,
    width,
    height,
    heights: [low, high],
    toPlace: (x, y) => (flat ? [left + x / across] : [left + x / across, high - y / up]),
    // What lies at infinity would stop the pen; far outside is far enough.
    toPixel: (w, loss) => [near((w[0] - left) * across), near((high - (flat ? loss : w[1])) * up)],
  };
}

const near = (x) => Math.min(Math.max(x, -9999), 9999);

function heightsOver(surface, left, right) {
  const all = [...Array(101).keys()].map((i) => surface.value([left + (i / 100) * (right - left)])).filter(Number.isFinite);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return [low - 0.12 * (high - low), high + 0.04 * (high - low)];
}
