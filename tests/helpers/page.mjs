// node page.mjs LIVE ROOT < CODE: runs Python code as a page's worker would, with what `make live`
// made in LIVE; the project in ROOT can be read, behind it. Prints what the code prints.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [live, root] = process.argv.slice(2).map((name) => path.resolve(name));
const { loadPyodide } = await import(pathToFileURL(path.join(live, "pyodide.mjs")));
const python = await loadPyodide({
  indexURL: live + path.sep,
  lockFileContents: JSON.parse(fs.readFileSync(path.join(live, "lock.json"), "utf8")),
  env: { HOME: "/home/pyodide", PYTHONDONTWRITEBYTECODE: "1" },
});
const extractDir = python.runPython("import site; site.getsitepackages()[0]");
for (const name of ["numpy.zip", "descent.zip"])
  python.unpackArchive(new Uint8Array(fs.readFileSync(path.join(live, name))), "zip", { extractDir });
python.mountNodeFS(root, root);
python.globals.set("root", root);
python.runPython("import sys, descent.page; sys.path.append(root)");
python.runPython(fs.readFileSync(0, "utf8"));
