// Long work in short slices, which yield to the browser so that a slow telephone can answer.

const SLICE = 7; // milliseconds

export const yieldToBrowser = () => new Promise((go) => setTimeout(go));

// Runs a generator to its end, or as long as it is wanted.
export async function slowly(work, wanted = () => true) {
  for (;;) {
    await yieldToBrowser();
    if (!wanted()) return;
    const end = performance.now() + SLICE;
    while (performance.now() < end) if (work.next().done) return;
  }
}
