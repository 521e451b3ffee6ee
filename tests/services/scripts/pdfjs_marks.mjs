// Prints page, kind, text under the mark and contents of every text mark, as pdf.js reads them,
// then its own text of the pages.
// What lies under a mark it finds in the page's own content only; words of a form XObject (figures,
// running heads) are taken from its text of the page: the pieces that lie whole inside a quad, from
// the base line up to the height of small letters.
// node pdfjs_marks.mjs FOLDER_OF_PDFJS_DIST FILE

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, file] = process.argv.slice(2);
const { getDocument } = await import(pathToFileURL(`${folder}/legacy/build/pdf.mjs`).href);
const data = new Uint8Array(readFileSync(file));
const paper = await getDocument({ data, verbosity: 0 }).promise;
const found = [];
const texts = {};
const letters = (text) => text.replace(/[^\p{L}\p{N}]/gu, "").length;

function within(piece, quads) {
  const [x, y] = piece.transform.slice(4);
  for (let at = 0; at < quads.length; at += 8) {
    const [left, top, right, , , bottom] = quads.slice(at, at + 8);
    const beside = x > left - 1 && x + piece.width < right + 1;
    if (beside && y > bottom && y + piece.height / 2 < top) return true;
  }
  return false;
}

for (let number = 1; number <= paper.numPages; number++) {
  const page = await paper.getPage(number);
  const marks = (await page.getAnnotations()).filter(
    (mark) => mark.subtype === "Highlight" || mark.subtype === "Underline",
  );
  const pieces = marks.length ? (await page.getTextContent()).items : [];
  if (marks.length) texts[number - 1] = pieces.map((piece) => piece.str).join(" ");
  for (const mark of marks) {
    const under = mark.overlaidText ?? "";
    const whole = pieces.filter((piece) => piece.str.trim() && within(piece, mark.quadPoints));
    const text = whole.map((piece) => piece.str).join(" ");
    const said = letters(text) > letters(under) ? text : under;
    found.push([number - 1, mark.subtype, said, mark.contentsObj.str]);
  }
}
console.log(JSON.stringify([found, texts]));
