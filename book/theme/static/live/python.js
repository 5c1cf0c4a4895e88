// The page's Python: started when it is first needed, stopped by ending its worker, started again.
"use strict";

class PagePython {
  // `base` is the address of the folder live/; `say` takes sentences for whoever waits.
  constructor(base, say) {
    this.base = base;
    this.say = say;
    this.jobs = new Map();
    this.number = 0;
  }

  // Start it if need be; the promise is kept once it can run cells.
  start() {
    this.ready ??= this.boot();
    this.ready.catch(() => {}); // whoever runs a cell hears of it
    return this.ready;
  }

  async boot() {
    this.say("Getting Python ready: some 10 MB, once.");
    const files = location.protocol === "file:" ? await this.fromDisk() : undefined;
    const text = `(${pythonWorker})();`;
    const worker = new Worker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
    this.worker = worker;
    await new Promise((resolve, reject) => {
      this.giveUp = reject;
      const broken = (why) => {
        if (worker !== this.worker) return;
        reject(new Error(why));
        this.end("broken");
        this.say(`Python has ended (${why}). The next press starts it again; your text is kept.`);
      };
      worker.onerror = (event) => broken(event.message ?? "the worker could not be started");
      worker.onmessage = ({ data }) => {
        if (data.ready) return resolve();
        if (data.broken) return broken(data.broken);
        if ("fetching" in data) return this.wait(data.fetching);
        const job = this.jobs.get(data.id);
        if (data.output) return job?.show(data.output);
        this.jobs.delete(data.id);
        job?.end(data);
      };
      worker.postMessage({ boot: { base: `${this.base}py/`, files } });
    });
    this.say("");
  }

  // Run a cell of a notebook, which finds the names of those whose `index` is smaller; `show` takes
  // its outputs. Gives its status, and the verdicts of all checks so far.
  run(notebook, { name, source, index }, show = () => {}) {
    return this.ask({ run: { notebook, name, source, index } }, show);
  }

  // Work out the path of a class of a notebook over what a playground shows.
  async follow(notebook, name, hyper, moves) {
    return (await this.ask({ follow: { notebook, name, hyper, moves } })).found;
  }

  async ask(what, show) {
    await this.start();
    const id = ++this.number;
    return new Promise((end) => {
      this.jobs.set(id, { show, end });
      this.worker.postMessage({ id, ...what });
    });
  }

  // Call `late` once so many milliseconds were run, those left out that a file is waited for. Gives
  // what takes it back.
  limit(time, late) {
    let timer, since;
    const pause = () => {
      clearTimeout(timer);
      time -= performance.now() - since;
    };
    const go = () => {
      since = performance.now();
      timer = setTimeout(late, time);
    };
    this.clock = { pause, go };
    go();
    return () => {
      pause();
      this.clock = undefined;
    };
  }

  // A cell waits for a file, or goes on.
  wait(file) {
    this.say(file && `Getting ${file.replace(".zip", "")}: some 8 MB, once.`);
    this.clock?.[file ? "pause" : "go"]();
  }

  // At once, whatever it does: nothing of what ran is left, and a new one is got ready.
  stop() {
    this.end("stopped");
    this.start();
  }

  end(status) {
    this.worker?.terminate();
    this.giveUp?.(new Error(status));
    this.worker = this.ready = undefined;
    for (const job of this.jobs.values()) job.end({ status });
    this.jobs.clear();
  }

  // The same files once more as scripts, which is all that a page on a disk can read.
  async fromDisk() {
    const files = (window.descentFiles ??= {});
    for (const name of ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "lock.json", "python_stdlib.zip", "numpy.zip", "descent.zip", "matplotlib.zip"]) {
      if (files[name] instanceof Uint8Array) continue;
      await new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.onload = resolve;
        script.onerror = () => reject(new Error(`${name} is not on this disk`));
        script.src = `${this.base}py/disk/${name}.js`;
        document.head.append(script);
      });
      const packed = new Blob([Uint8Array.from(atob(files[name]), (c) => c.charCodeAt(0))]);
      const stream = packed.stream().pipeThrough(new DecompressionStream("gzip"));
      files[name] = new Uint8Array(await new Response(stream).arrayBuffer());
    }
    return files;
  }
}
