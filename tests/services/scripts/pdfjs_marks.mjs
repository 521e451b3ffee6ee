// Prints page, kind, text under the mark and contents of every text mark, as pdf.js reads them,
// then its own text of the pages, then for each mark its contents, the text that pdf.js keeps with
// a highlight (overlaidText) and why that is another; a line for each file.
// A glyph lies under a mark when the middle of what pdf.js draws of it does, and its base line too
// (a raised number may share two lines of a mark); one that is drawn twice at a place counts once.
// Or the glyphs of a page (from 0): character, left, top, right, bottom of the page as displayed.
// node pdfjs_marks.mjs FOLDER_OF_PDFJS_DIST marks FILE ... | glyphs FILE PAGE

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [folder, told, ...files] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const { getDocument, OPS } = await import(pathToFileURL(`${folder}/legacy/build/pdf.mjs`).href);
const { glyphsOf, sidesOf } = await import(pathToFileURL(join(here, "pdfjs_glyphs.mjs")).href);

const SLACK = 0.5; // points
const KINDS = ["Highlight", "Underline"];

function holds([left, bottom, right, top], [x, y], slack = 0) {
  return x >= left - slack && x <= right + slack && y >= bottom - slack && y <= top + slack;
}

function quadsOf(mark) {
  const quads = [];
  const points = mark.quadPoints;
  for (let at = 0; at < points.length; at += 8)
    quads.push(sidesOf([0, 2, 4, 6].map((n) => [points[at + n], points[at + n + 1]])));
  return quads;
}

function isUnder({ box: [left, bottom, right, top], line, again }, quads) {
  if (again) return false;
  const middle = [(left + right) / 2, (bottom + top) / 2];
  return quads.some((quad) => holds(quad, middle)) && quads.some((quad) => holds(quad, line));
}

const textOf = (glyphs) => glyphs.map((glyph) => glyph.char).join("");

function letters(text) {
  const plain = text.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");
  return Array.from(plain).sort().join("");
}

// Why pdf.js keeps another text with a highlight than what it draws there: it does not look into
// form XObjects, and it looks for the foot of a glyph to the right of its origin, whichever way the
// glyph runs.
function why(kept, glyphs, quads) {
  const under = new Set(glyphs.filter((glyph) => isUnder(glyph, quads)));
  if (letters(kept) === letters(textOf([...under]))) return "";
  const asked = new Set(
    glyphs.filter((glyph) => !glyph.form && quads.some((quad) => holds(quad, glyph.asked))),
  );
  if (letters(kept) !== letters(textOf([...asked]))) return "unexplained";
  const other = glyphs.filter((glyph) => letters(glyph.char) && under.has(glyph) !== asked.has(glyph));
  if (other.every((glyph) => glyph.again)) return "drawn twice at a place";
  if (other.every((glyph) => glyph.form)) return "in a form XObject";
  const isBeside = (glyph) => glyph.form || !holds(glyph.cell, glyph.asked, SLACK);
  if (other.every(isBeside)) return "looked for beside the letter";
  const hasItsFoot = (glyph) => asked.has(glyph) && quads.some((quad) => holds(quad, glyph.line));
  return other.every(hasItsFoot) ? "of which a foot alone is in the quad" : "unexplained";
}

function open(file) {
  const asked = { data: new Uint8Array(readFileSync(file)), verbosity: 0, maxImageSize: 1 };
  const fonts = { cMapUrl: `${folder}/cmaps/`, cMapPacked: true };
  return getDocument({ ...asked, ...fonts }).promise;
}

async function boxes(file, number) {
  const page = await (await open(file)).getPage(number + 1);
  const view = page.getViewport({ scale: 1 });
  const shown = ([left, bottom, right, top]) =>
    sidesOf([view.convertToViewportPoint(left, bottom), view.convertToViewportPoint(right, top)]);
  return (await glyphsOf(page, OPS)).map(({ char, cell }) => [char, ...shown(cell)]);
}

async function read(file) {
  const paper = await open(file);
  const found = [];
  const texts = {};
  const kept = [];
  for (let number = 1; number <= paper.numPages; number++) {
    const page = await paper.getPage(number);
    const marks = (await page.getAnnotations()).filter((mark) => KINDS.includes(mark.subtype));
    if (marks.length === 0) continue;
    const glyphs = await glyphsOf(page, OPS);
    texts[number - 1] = textOf(glyphs.filter((glyph) => !glyph.again));
    for (const mark of marks) {
      const quads = quadsOf(mark);
      const contents = mark.contentsObj.str;
      const under = glyphs.filter((glyph) => isUnder(glyph, quads));
      found.push([number - 1, mark.subtype, textOf(under), contents]);
      const overlaid = mark.overlaidText ?? "";
      kept.push([contents, overlaid, why(overlaid, glyphs, quads)]);
    }
  }
  await paper.destroy();
  return [found, texts, kept];
}

if (told === "glyphs") console.log(JSON.stringify(await boxes(files[0], Number(files[1]))));
else for (const file of files) console.log(JSON.stringify(await read(file)));
