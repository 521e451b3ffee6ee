"""Where a heading ends or begins that stands close to its paragraph: by its font. Pure."""

from app.pdf.pieces import LINE_HYPHEN, SPACE, Glyphs, Piece

_LETTERS = 3
_QUOTES = "\"'“‘«„(["
_SHORT = 1.5  # heights of the letters by which a line ends before the others


def ends_heading(before: Piece, after: Piece, glyphs: Glyphs, right: float) -> bool:
    """Tell whether one of two lines of a column is a heading, or the two are headings of two kinds.

    All words of each line are in fonts that the other line has not, one of the two has one font
    alone, and the first line ends before `right`, where the lines of the column usually end. A
    line of emphasis inside a paragraph goes on with a small letter, or begins with one.
    """
    if not glyphs.fonts or before.right > right - _SHORT * before.height:
        return False
    above, below = _fonts(before, glyphs), _fonts(after, glyphs)
    if 0 in above or 0 in below or above & below or min(len(above), len(below)) != 1:
        return False
    words = _words(after, glyphs)
    return _may_end(_words(before, glyphs)) and not words.lstrip(_QUOTES)[:1].islower()


def _fonts(line: Piece, glyphs: Glyphs) -> set[int]:
    """Return the fonts of the words of a line."""
    return {glyphs.fonts[index] for index in line.glyphs if index != SPACE}


def _words(line: Piece, glyphs: Glyphs) -> str:
    return "".join(" " if index == SPACE else glyphs.text[index] for index in line.glyphs)


def _may_end(words: str) -> bool:
    """Tell whether a heading or a paragraph may end with these words."""
    return sum(map(str.isalpha, words)) >= _LETTERS and words[-1] not in f"-,{LINE_HYPHEN}"
