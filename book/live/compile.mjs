// node compile.mjs FOLDER ARCHIVE...: turns the sources of archives into byte code, by the very
// Python that lies in the folder.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const folder = path.resolve(process.argv[2]);
const script = path.join(import.meta.dirname, "bytecode.py");
const { loadPyodide } = await import(pathToFileURL(path.join(folder, "pyodide.mjs")));
const python = await loadPyodide({
  indexURL: folder + path.sep,
  lockFileContents: JSON.parse(fs.readFileSync(path.join(folder, "lock.json"), "utf8")),
});
python.runPython(fs.readFileSync(script, "utf8"));
const compiled = python.globals.get("compiled");
for (const name of process.argv.slice(3)) {
  const file = path.join(folder, name);
  python.FS.writeFile("/sources.zip", fs.readFileSync(file));
  compiled("/sources.zip", "/compiled.zip", name === "descent.zip" ? 0 : 2);
  fs.writeFileSync(file, python.FS.readFile("/compiled.zip"));
}
