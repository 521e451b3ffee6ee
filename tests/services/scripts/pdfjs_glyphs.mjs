// Where pdf.js draws the glyphs of a page: its operator list, walked as its canvas does (5.6,
// src/display/canvas.js: showText, showType3Text, paintFormXObjectBegin, beginGroup). All in PDF
// user space. A glyph has
//   char  its text
//   box   the sides of its outline; without one its advance, as high as small letters
//   line  the middle of its advance on the base line
//   cell  the sides of its advance, as high as small letters, and of its outline
//   asked the point at which the text over a highlight is looked for (src/core/intersector.js)
//   form  how many form XObjects it is in
//   again whether it was drawn before at this place, as false bold is

const IDENTITY = [1, 0, 0, 1, 0, 0];
const MATRIX = [0.001, 0, 0, 0.001, 0, 0]; // of fonts that do not say theirs
const SMALL = 0.5; // of the size of a font: the height of small letters
const SAME = 0.1; // of the size of a font, as for poppler
const POINTS = [1, 1, 3, 2, 0]; // of moveTo, lineTo, curveTo, quadraticCurveTo, closePath

function times(a, b) {
  return [
    a[0] * b[0] + a[2] * b[1],
    a[1] * b[0] + a[3] * b[1],
    a[0] * b[2] + a[2] * b[3],
    a[1] * b[2] + a[3] * b[3],
    a[0] * b[4] + a[2] * b[5] + a[4],
    a[1] * b[4] + a[3] * b[5] + a[5],
  ];
}

const at = (m, x, y) => [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]];

export function sidesOf(points) {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

const cornersOf = ([left, bottom, right, top]) => [
  [left, bottom],
  [right, bottom],
  [left, top],
  [right, top],
];

// The sides of an outline, or of its control points: for a font of size one; null of nothing.
function outlineOf(path) {
  const points = [];
  for (let n = 0; n < path.length; ) {
    const count = POINTS[path[n++]];
    for (let point = 0; point < count; point++, n += 2) points.push([path[n], path[n + 1]]);
  }
  if (points.length === 0) return null;
  const sides = sidesOf(points);
  return sides[2] > sides[0] && sides[3] > sides[1] ? sides : null;
}

const START = { matrix: IDENTITY, x: 0, y: 0, lineX: 0, lineY: 0 };

class Pen {
  glyphs = [];
  #objects;
  #outlines = new Map();
  #places = new Map();
  #stack = [];
  #now = { ...START, ctm: IDENTITY, char: 0, word: 0, wide: 1, leading: 0, rise: 0, form: 0 };

  constructor(objects) {
    this.#objects = objects;
    Object.assign(this.#now, { font: null, size: 0, way: 1 });
  }

  set(values) {
    Object.assign(this.#now, values);
  }

  save() {
    this.#stack.push({ ...this.#now });
  }

  restore() {
    this.#now = this.#stack.pop() ?? this.#now;
  }

  transform(matrix) {
    this.#now.ctm = times(this.#now.ctm, matrix);
  }

  beginForm(matrix) {
    this.save();
    this.#now.form += 1;
    if (matrix) this.transform(matrix);
  }

  setFont(name, size) {
    this.set({ font: this.#objects.get(name), way: size < 0 ? -1 : 1, size: Math.abs(size) });
  }

  setStates(states) {
    for (const [key, value] of states) if (key === "Font") this.setFont(...value);
  }

  move(x, y) {
    const now = this.#now;
    now.x = now.lineX += x;
    now.y = now.lineY += y;
  }

  nextLine() {
    this.move(0, this.#now.leading);
  }

  show(glyphs) {
    const now = this.#now;
    const { font, size, way } = now;
    if (!font || size === 0) return;
    const scale = size * (font.fontMatrix ?? MATRIX)[0];
    const toward = font.vertical ? 1 : -1;
    let pen = 0;
    for (const glyph of glyphs) {
      if (typeof glyph === "number") {
        pen += (toward * glyph * size) / 1000;
        continue;
      }
      const spacing = ((glyph.isSpace ? now.word : 0) + now.char) * (font.isType3Font ? 1 : way);
      const metric = font.vertical ? glyph.vmetric || font.defaultVMetrics : null;
      if (metric) {
        const left = -(glyph.vmetric ? metric[1] : glyph.width * 0.5) * scale;
        this.#put(glyph, [left, -way * (pen + metric[2] * scale)], scale, [0, metric[0]]);
        pen -= metric[0] * scale + spacing;
      } else {
        this.#put(glyph, [pen, 0], scale, [glyph.width, 0]);
        pen += glyph.width * scale + spacing;
      }
    }
    if (font.vertical) now.y -= pen;
    else now.x += pen * now.wide * way;
  }

  // `x`, `y`: the origin of the glyph from where its text begins.
  #put(glyph, [x, y], scale, [across, down]) {
    const { ctm, matrix, wide, way, size, rise, form } = this.#now;
    const base = times(times(ctm, matrix), [wide * way, 0, 0, 1, this.#now.x, this.#now.y + rise]);
    const place = times(base, [size, 0, 0, way * size, x, y]);
    const width = (glyph.width * scale) / size;
    const advance = [Math.min(0, width), 0, Math.max(0, width), SMALL];
    const drawn = this.#outline(glyph) ?? advance;
    const box = sidesOf(cornersOf(drawn).map((corner) => at(place, ...corner)));
    const cell = sidesOf([...cornersOf(advance).map((corner) => at(place, ...corner)), ...cornersOf(box)]);
    const [ox, oy] = at(place, 0, 0);
    const asked = [ox + (across * scale * wide * way) / 2, oy + (down * scale) / 2];
    const line = at(place, width / 2, 0);
    const again = this.#isAgain(glyph.unicode, line, SAME * Math.hypot(place[2], place[3]));
    this.glyphs.push({ char: glyph.unicode, box, cell, line, asked, form, again });
  }

  #isAgain(char, [x, y], near) {
    const before = this.#places.get(char) ?? [];
    this.#places.set(char, before);
    if (before.some(([px, py]) => Math.abs(px - x) < near && Math.abs(py - y) < near)) return true;
    before.push([x, y]);
    return false;
  }

  #outline(glyph) {
    const name = `${this.#now.font.loadedName}_path_${glyph.fontChar}`;
    if (!this.#outlines.has(name)) {
      const path = this.#objects.has(name) ? this.#objects.get(name).path : [];
      this.#outlines.set(name, outlineOf(path));
    }
    return this.#outlines.get(name);
  }
}

export async function glyphsOf(page, OPS) {
  const { fnArray, argsArray } = await page.getOperatorList({ annotationMode: 0 });
  const pen = new Pen(page.commonObjs);
  const does = {
    [OPS.save]: () => pen.save(),
    [OPS.restore]: () => pen.restore(),
    [OPS.transform]: (...matrix) => pen.transform(matrix),
    [OPS.beginText]: () => pen.set(START),
    [OPS.setCharSpacing]: (char) => pen.set({ char }),
    [OPS.setWordSpacing]: (word) => pen.set({ word }),
    [OPS.setHScale]: (percent) => pen.set({ wide: percent / 100 }),
    [OPS.setLeading]: (leading) => pen.set({ leading: -leading }),
    [OPS.setFont]: (name, size) => pen.setFont(name, size),
    [OPS.setTextRise]: (rise) => pen.set({ rise }),
    [OPS.moveText]: (x, y) => pen.move(x, y),
    [OPS.setLeadingMoveText]: (x, y) => {
      pen.set({ leading: y });
      pen.move(x, y);
    },
    [OPS.setTextMatrix]: (matrix) => pen.set({ ...START, matrix: Array.from(matrix) }),
    [OPS.nextLine]: () => pen.nextLine(),
    [OPS.showText]: (glyphs) => pen.show(glyphs),
    [OPS.setGState]: (states) => pen.setStates(states),
    [OPS.paintFormXObjectBegin]: (matrix) => pen.beginForm(matrix),
    [OPS.paintFormXObjectEnd]: () => pen.restore(),
    [OPS.beginGroup]: () => pen.save(),
    [OPS.endGroup]: () => pen.restore(),
  };
  for (let n = 0; n < fnArray.length; n++) does[fnArray[n]]?.(...(argsArray[n] ?? []));
  return pen.glyphs;
}
