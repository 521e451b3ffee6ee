// Prints page, kind, text under the quads and contents of every text mark, as MuPDF reads them,
// then its own text of the pages, a line for each file; or the glyphs of a page (from 0):
// character, left, top, right, bottom, and the height of the base line.
// A glyph lies under a quad when its middle does, and its base line too.
// mutool run mupdf_marks.js marks FILE ... | glyphs FILE PAGE

function glyphsOf(page) {
  var glyphs = [];
  page.toStructuredText("preserve-whitespace").walk({
    onChar: function (char, origin, font, size, quad) {
      var xs = [quad[0], quad[2], quad[4], quad[6]], ys = [quad[1], quad[3], quad[5], quad[7]];
      var across = Math.abs(quad[2] - quad[0]) >= Math.abs(quad[3] - quad[1]);
      var box = [Math.min.apply(null, xs), Math.min.apply(null, ys), Math.max.apply(null, xs), Math.max.apply(null, ys)];
      var x = (box[0] + box[2]) / 2, y = (box[1] + box[3]) / 2;
      glyphs.push({
        char: char,
        box: box.concat([origin[1]]),
        points: [x, y, across ? x : origin[0], across ? origin[1] : y],
      });
    },
  });
  return glyphs;
}

function under(quads, glyphs) {
  var text = "";
  for (var q = 0; q < quads.length; ++q) {
    var k = quads[q];
    var left = Math.min(k[0], k[2], k[4], k[6]), right = Math.max(k[0], k[2], k[4], k[6]);
    var top = Math.min(k[1], k[3], k[5], k[7]), bottom = Math.max(k[1], k[3], k[5], k[7]);
    for (var g = 0; g < glyphs.length; ++g) {
      var p = glyphs[g].points;
      if (p[0] >= left && p[0] <= right && p[1] >= top && p[1] <= bottom)
        if (p[2] >= left && p[2] <= right && p[3] >= top && p[3] <= bottom) text += glyphs[g].char;
    }
  }
  return text;
}

function marks(paper) {
  var found = [], texts = {};
  for (var number = 0; number < paper.countPages(); ++number) {
    var page = paper.loadPage(number);
    var there = page.getAnnotations();
    if (there.length === 0) continue;
    var glyphs = glyphsOf(page);
    texts[number] = glyphs.map(function (glyph) { return glyph.char; }).join("");
    for (var m = 0; m < there.length; ++m) {
      var kind = there[m].getType();
      if (kind !== "Highlight" && kind !== "Underline") continue;
      found.push([number, kind, under(there[m].getQuadPoints(), glyphs), there[m].getContents()]);
    }
  }
  return [found, texts];
}

function boxes(paper, number) {
  return glyphsOf(paper.loadPage(number)).map(function (glyph) { return [glyph.char].concat(glyph.box); });
}

if (scriptArgs[0] === "glyphs") print(JSON.stringify(boxes(new PDFDocument(scriptArgs[1]), Number(scriptArgs[2]))));
else for (var n = 1; n < scriptArgs.length; ++n) print(JSON.stringify(marks(new PDFDocument(scriptArgs[n]))));
