// Python in a worker: Pyodide, NumPy and the kit. It knows cells by a name and a text, and no page.
// In: "boot", then "run" and "follow". Out: "ready"; for a run its outputs, then its status; for a
// class of a notebook that is followed its path; "fetching" while a cell waits; "broken".
// The page makes the worker of this function's text: so it has the page's content policy, and it
// works in a page that is opened from a disk.
"use strict";

function pythonWorker() {
  const LIBRARIES = ["numpy.zip", "descent.zip"];
  const sessions = new Map(); // by notebook
  let Session, booted, sent;

  onmessage = async ({ data: { id, boot: from, run, follow } }) => {
    try {
      if (from) return await (booted = boot(from));
      await booted;
      sent = id;
      if (follow) {
        const [hyper, moves] = [follow.hyper, follow.moves].map((what) => JSON.stringify(what));
        const path = sessionOf(follow.notebook).follow(follow.name, hyper, moves);
        return postMessage({ id, found: JSON.parse(path) });
      }
      const session = sessionOf(run.notebook);
      const status = session.run(run.name, run.source, run.index);
      postMessage({ id, status, verdicts: JSON.parse(session.verdicts()) });
    } catch (error) {
      postMessage({ broken: String(error.message ?? error).slice(0, 500) });
    }
  };

  function sessionOf(notebook) {
    if (!sessions.has(notebook))
      sessions.set(notebook, Session((output) => postMessage({ id: sent, output: JSON.parse(output) })));
    return sessions.get(notebook);
  }

  // `base` is where the files are; in a page opened from a disk `files` holds them.
  async function boot({ base, files }) {
    // Made of text, this is a classic worker, which Pyodide takes for one without modules.
    self.importScripts = () => {
      throw new TypeError("modules only");
    };
    if (files) serve(files);
    const load = async (name) => {
      const answer = await fetch(base + name);
      if (!answer.ok) throw new Error(`${name} is not to be had (${answer.status})`);
      return answer.arrayBuffer();
    };
    const script = (name) =>
      import(files ? URL.createObjectURL(new Blob([files[name]], { type: "text/javascript" })) : base + name);
    // All at once: one part compiles while the next is on its way.
    const libraries = LIBRARIES.map(load);
    const [{ loadPyodide }, { default: createPyodideModule }, lock] = await Promise.all([
      script("pyodide.mjs"),
      script("pyodide.asm.mjs"),
      load("lock.json"),
    ]);
    const python = await loadPyodide({
      indexURL: base,
      packageBaseUrl: base,
      createPyodideModule,
      lockFileContents: JSON.parse(new TextDecoder().decode(lock)),
      env: { MPLBACKEND: "agg", HOME: "/home/pyodide", PYTHONDONTWRITEBYTECODE: "1" },
    });
    const extractDir = python.runPython("import site; site.getsitepackages()[0]");
    for (const library of libraries) python.unpackArchive(await library, "zip", { extractDir });
    self.fetchNow = (name) => files?.[name] ?? fetchNow(base + name);
    python.runPython(LATER);
    ({ Session } = python.pyimport("descent.page"));
    // With the cases of every question, which take as long to read as a check does.
    python.runPython("import numpy, descent; from descent.checking.question import visible; visible()");
    postMessage({ ready: true });
  }

  // While Python waits, which a worker may do: for what only few cells import. The page is told, as
  // that is no time that a cell runs.
  function fetchNow(address) {
    const request = new XMLHttpRequest();
    request.open("GET", address, false);
    request.responseType = "arraybuffer";
    postMessage({ fetching: address.split("/").pop() });
    try {
      request.send();
    } finally {
      postMessage({ fetching: "" });
    }
    if (request.status !== 200) throw new Error(`the site has none, ${request.status}`);
    return new Uint8Array(request.response);
  }

  // From a disk nothing can be fetched: what the page has read stands for it.
  function serve(files) {
    self.fetch = async (what) => {
      const name = String(what.url ?? what).split("/").pop();
      const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
      return new Response(files[name], { status: files[name] ? 200 : 404, headers: { "content-type": type } });
    };
  }

  const LATER = `
import importlib.abc, importlib.machinery, sys

class Later(importlib.abc.MetaPathFinder):
    """Fetches matplotlib when something imports it."""

    def find_spec(self, name, path=None, target=None):
        if name != "matplotlib":
            return None
        import io, js, pyodide.ffi, site, zipfile

        try:
            found = js.fetchNow("matplotlib.zip")
        except pyodide.ffi.JsException as error:
            said = f"{name} could not be fetched ({error}): run the cell once more"
            raise ImportError(said) from None
        zipfile.ZipFile(io.BytesIO(found.to_bytes())).extractall(site.getsitepackages()[0])
        sys.meta_path.remove(self)
        importlib.invalidate_caches()
        return importlib.machinery.PathFinder.find_spec(name, path)

sys.meta_path.append(Later())
`;
}
