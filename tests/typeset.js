// Reads formulas as JSON, sets each with the MathJax of the folder that is named, and writes those
// that it refuses, with the reason. An unknown command is no error to MathJax but set in red.
const folder = process.argv[2];
const formulas = JSON.parse(require("fs").readFileSync(0, "utf8"));

require(folder + "/node-main.js").init({
  loader: { paths: { mathjax: folder }, load: ["input/tex", "adaptors/liteDOM"] },
  tex: { formatError: (_, error) => { throw error; } },
}).then((MathJax) => {
  const refused = {};
  for (const tex of formulas) {
    try {
      if (MathJax.tex2mml(tex).includes('mathcolor="red"')) refused[tex] = "unknown command";
    } catch (error) {
      refused[tex] = error.message;
    }
  }
  process.stdout.write(JSON.stringify(refused));
}).catch((error) => { console.error(error); process.exit(1); });
