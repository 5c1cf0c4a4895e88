// Long work in short turns, so that a slow telephone can answer in between.

const TURN = 7; // milliseconds

export const turn = () => new Promise((go) => setTimeout(go));

// Runs a generator to its end.
export async function slowly(work) {
  for (;;) {
    await turn();
    const end = performance.now() + TURN;
    while (performance.now() < end) if (work.next().done) return;
  }
}
