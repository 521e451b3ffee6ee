// Prints page, kind, text under the mark and contents of every text mark, as pdf.js reads them.
// node pdfjs_marks.mjs FOLDER_OF_PDFJS_DIST FILE

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, file] = process.argv.slice(2);
const { getDocument } = await import(pathToFileURL(`${folder}/legacy/build/pdf.mjs`).href);
const data = new Uint8Array(readFileSync(file));
const paper = await getDocument({ data, verbosity: 0 }).promise;
const found = [];
for (let number = 1; number <= paper.numPages; number++) {
  const page = await paper.getPage(number);
  for (const mark of await page.getAnnotations())
    if (mark.subtype === "Highlight" || mark.subtype === "Underline")
      found.push([number - 1, mark.subtype, mark.overlaidText ?? "", mark.contentsObj.str]);
}
console.log(JSON.stringify(found));
