// Prints page, kind, text under the mark and contents of every text mark, as pdf.js reads them,
// then its own text of the pages.
// What lies under a mark it finds in the page's own content only; words of a form XObject (figures,
// running heads) are taken from its text of the page: the pieces that lie whole inside a quad, from
// the base line up to the height of small letters. What it finds by base lines alone does not count
// where the middles of those letters lie outside: then the mark is not on its words.
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

// Whether most letters that stand on a base line within the quads have their middles there too.
function isOnWords(pieces, styles, quads) {
  let on = 0;
  let off = 0;
  for (const piece of pieces) {
    const [a, b, c, d, x, y] = piece.transform;
    const { ascent, descent } = styles[piece.fontName];
    const up = (ascent + descent) / 2;
    const along = Math.abs(a) >= Math.abs(b) ? 0 : 1;
    const way = Math.sign(along ? b : a) * piece.width;
    for (let at = 0; at < quads.length; at += 8) {
      const corners = [0, 2, 4, 6].map((n) => [quads[at + n], quads[at + n + 1]]);
      const low = [0, 1].map((axis) => Math.min(...corners.map((corner) => corner[axis])));
      const high = [0, 1].map((axis) => Math.max(...corners.map((corner) => corner[axis])));
      const ends = [[x, y][along], [x, y][along] + way];
      const shared = Math.min(Math.max(...ends), high[along]) - Math.max(Math.min(...ends), low[along]);
      const across = 1 - along;
      const line = [x, y][across];
      if (!(shared > 0.5) || line < low[across] || line > high[across]) continue;
      const middle = line + up * [c, d][across];
      const count = letters(piece.str) * (shared / Math.abs(way));
      if (middle >= low[across] && middle <= high[across]) on += count;
      else off += count;
    }
  }
  return on >= off;
}

for (let number = 1; number <= paper.numPages; number++) {
  const page = await paper.getPage(number);
  const marks = (await page.getAnnotations()).filter(
    (mark) => mark.subtype === "Highlight" || mark.subtype === "Underline",
  );
  const content = marks.length ? await page.getTextContent() : { items: [], styles: {} };
  const pieces = content.items;
  if (marks.length) texts[number - 1] = pieces.map((piece) => piece.str).join(" ");
  for (const mark of marks) {
    const isOn = isOnWords(pieces, content.styles, mark.quadPoints);
    const under = isOn ? (mark.overlaidText ?? "") : "";
    const whole = pieces.filter((piece) => piece.str.trim() && within(piece, mark.quadPoints));
    const text = whole.map((piece) => piece.str).join(" ");
    const said = letters(text) > letters(under) ? text : under;
    found.push([number - 1, mark.subtype, said, mark.contentsObj.str]);
  }
}
console.log(JSON.stringify([found, texts]));
