// Check the English of Markdown files with harper, offline.
//
// Reads {words, off, files} as JSON from standard input, and prints one object per finding.

import { readFileSync } from "node:fs";
import { Dialect, LocalLinter } from "harper.js";
import { binaryInlined } from "harper.js/binaryInlined";

let request = "";
for await (const chunk of process.stdin.setEncoding("utf8")) request += chunk;
const { words, off, files } = JSON.parse(request);

const linter = new LocalLinter({ binary: binaryInlined, dialect: Dialect.American });
await linter.setup();
await linter.importWords(words);
const rules = await linter.getLintConfig();
for (const rule of off) {
  if (!(rule in rules)) throw new Error(`harper has no rule ${rule}`);
  rules[rule] = false;
}
await linter.setLintConfig(rules);

for (const file of files) {
  const text = readFileSync(file, "utf8");
  const organized = await linter.organizedLints(text, { language: "markdown" });
  for (const [rule, lints] of Object.entries(organized)) {
    for (const lint of lints) {
      const line = text.slice(0, lint.span().start).split("\n").length;
      const words = lint.get_problem_text();
      console.log(JSON.stringify({ file, line, rule, words, message: lint.message() }));
    }
  }
}
