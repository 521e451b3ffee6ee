"""From glyphs in drawing order to pieces of lines. Pure; y downwards, points."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from unicodedata import bidirectional

LINE_HYPHEN = "\x02"
"""What PDFium gives for a hyphen at the end of a line."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of a page as PDFium draws them.

    `boxes` are (left, top, right, bottom) on the upright page; `angles` the clockwise quarter
    turns of each (0 to 3); white space and line ends are characters of their own. `fonts` tell
    the fonts of their words apart, 0 where it is not known; empty where none is.
    """

    width: float
    height: float
    text: str
    boxes: Sequence[Box]
    angles: Sequence[int]
    fonts: Sequence[int] = ()


@dataclass(slots=True)
class Piece:
    """Glyphs that stand together on one line; `order` is the place in drawing order.

    `glyphs` are indexes; -1 stands for a space.
    """

    order: int
    left: float
    top: float
    right: float
    bottom: float
    glyphs: list[int] = field(default_factory=list)

    @property
    def height(self) -> float:
        """Height in points."""
        return self.bottom - self.top

    @property
    def width(self) -> float:
        """Width in points."""
        return self.right - self.left

    @property
    def middle(self) -> float:
        """Vertical centre."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Horizontal centre."""
        return (self.left + self.right) / 2

    def take(self, index: int, box: Box) -> None:
        """Add a glyph at the end; after a large initial the line is as high as its letters."""
        self.glyphs.append(index)
        self.left = min(self.left, box[0])
        self.right = max(self.right, box[2])
        if len(self.glyphs) == 2 and box[3] - box[1] < _INITIAL * self.height:
            self.top, self.bottom = box[1], box[3]
            return
        if self.top <= box[1] and box[3] <= self.bottom:
            return
        if box[3] - box[1] > _SMALL * (self.bottom - self.top):
            self.top = min(self.top, box[1])
            self.bottom = max(self.bottom, box[3])

    def absorb(self, other: "Piece") -> None:
        """Add the glyphs of a piece to the right, with a space when there is a gap."""
        begins = len(self.glyphs) == 1 and other.height < _INITIAL * self.height
        if other.left - self.right > _SPACE_GAP * min(self.height, other.height):
            self.glyphs.append(SPACE)
        self.glyphs.extend(other.glyphs)
        self.left, self.right = min(self.left, other.left), max(self.right, other.right)
        if begins or other.height > self.height:
            self.top, self.bottom = other.top, other.bottom
        self.order = min(self.order, other.order)


SPACE = -1
_SMALL = 0.85
_INITIAL = 0.45  # of the height of a large initial: the letters after it
_SPACE_GAP = 0.12
_OVERLAP = 0.08
_WIDE_GAP = 1.0
_MERGE_GAP = 0.55
_ROW_OVERLAP = 0.5
_CELL_OVERLAP = 0.8  # beyond the gap between words: cells of a table beside each other
_BAND = 8.0
_SAME_ROW = 0.5  # points
_COVERED = 0.75  # of the width of a letter
_MOST_BANDS = 100
_HUGE, _ALIKE = 144.0, 12.0  # points, and times as high: signs laid over the page
_LEFTWARDS = ("R", "AL", "AN")
_FEW = 6  # glyphs of a raised number
_SCRIPT = 0.75  # of the height of its line: a raised or lowered number
_LARGER = 1.2  # times as high: larger words beside smaller ones
_APART = 0.5  # of its height: how far its middle is from those of letters over or under it


def pieces_of(glyphs: Glyphs, indexes: Iterable[int]) -> list[Piece]:
    """Cut the glyphs with these indexes into pieces, then join what stands on one line."""
    pieces: list[Piece] = []
    current: Piece | None = None
    space: int | None = None
    text, boxes = glyphs.text, glyphs.boxes
    for index in indexes:
        char = text[index]
        if char.isspace():
            space = index
            if char in "\r\n":
                current = None
            continue
        box = boxes[index]
        if current is None or not (_stands_in(current, box) or _continues(current, box)):
            current = Piece(len(pieces), *box)
            pieces.append(current)
        elif space is not None and _parts(current, boxes[space], box):
            current.glyphs.append(SPACE)
        current.take(index, box)
        space = None
        if char == LINE_HYPHEN:
            current = None
    lines = joined(_put(_uncovered(pieces, glyphs), glyphs, _fills), _MERGE_GAP)
    return _put([_sorted(line, glyphs) for line in lines], glyphs, _stacks)


def _sorted(line: Piece, glyphs: Glyphs) -> Piece:
    """Order the glyphs of a formula whose brackets and indexes were printed after the rest.

    A line stays as it was printed where nothing jumps back over a whole letter, and where any of
    it is written from the right.
    """
    printed = [index for index in line.glyphs if index != SPACE]
    boxes = glyphs.boxes
    if all(boxes[b][2] > boxes[a][0] for a, b in pairwise(printed)):
        return line
    if any(bidirectional(glyphs.text[index]) in _LEFTWARDS for index in printed):
        return line
    printed.sort(key=lambda index: boxes[index][0] + boxes[index][2])
    line.glyphs = printed[:1]
    for before, after in pairwise(printed):
        if boxes[after][0] - boxes[before][2] > _SPACE_GAP * line.height:
            line.glyphs.append(SPACE)
        line.glyphs.append(after)
    return line


def _put(
    pieces: list[Piece], glyphs: Glyphs, takes: Callable[[Piece, Piece, Glyphs], bool]
) -> list[Piece]:
    """Put small pieces into the lines that take them; return the pieces that are left.

    Some programs print a line with its gaps first, and the raised numbers later.
    """
    small = [p for p in pieces if len(p.glyphs) <= _FEW and p.width < 2 * _WIDE_GAP * p.height]
    rows: defaultdict[int, list[Piece]] = defaultdict(list)
    for piece in pieces if small else ():
        if len(piece.glyphs) > _FEW:
            rows[int(piece.middle // _BAND)].append(piece)
    gone = set()
    for piece in small:
        row = int(piece.middle // _BAND)
        lines = [line for at in (row - 1, row, row + 1) for line in rows[at]]
        if any(takes(piece, line, glyphs) for line in lines):
            gone.add(piece.order)
    return [piece for piece in pieces if piece.order not in gone]


def _stacks(piece: Piece, line: Piece, glyphs: Glyphs) -> bool:
    """Put a raised number before the lowered letters it stands over, a lowered one after raised.

    Tell whether the piece is one of the line.
    """
    if not line.left < piece.left or not line.top <= piece.middle <= line.bottom:
        return False
    if piece.left >= line.right or piece.height > _SCRIPT * line.height:
        return False
    boxes, slack = glyphs.boxes, _SPACE_GAP * piece.height
    stacked = [
        at
        for at, index in enumerate(line.glyphs)
        if index != SPACE
        and min(boxes[index][2], piece.right) - max(boxes[index][0], piece.left) > slack
    ]
    if not stacked or not _is_behind(piece, line.glyphs[: stacked[0]], boxes):
        return False
    steps = [
        (boxes[at][1] + boxes[at][3]) / 2 - piece.middle
        for at in map(line.glyphs.__getitem__, stacked)
    ]
    apart = _APART * piece.height
    if min(steps) > apart:
        place = stacked[0]
    elif max(steps) < -apart:
        place = stacked[-1] + 1
    else:
        return False
    line.glyphs[place:place] = piece.glyphs
    line.right = max(line.right, piece.right)
    return True


def _is_behind(piece: Piece, before: Sequence[int], boxes: Sequence[Box]) -> bool:
    """Tell whether a piece stands right behind the last of the glyphs before it."""
    if not before or before[-1] == SPACE:
        return False
    return piece.left - boxes[before[-1]][2] < 2 * _SPACE_GAP * piece.height


def _fills(piece: Piece, line: Piece, glyphs: Glyphs) -> bool:
    """Put a piece into a gap of a line where it stands in one; tell whether it does."""
    if not line.left < piece.left or not piece.right < line.right:
        return False
    if min(line.bottom, piece.bottom) - max(line.top, piece.top) <= _ROW_OVERLAP * piece.height:
        return False
    boxes, slack = glyphs.boxes, _SPACE_GAP * piece.height
    places = [at for at, index in enumerate(line.glyphs) if index != SPACE]
    for before, after in pairwise(places):
        gap = boxes[line.glyphs[before]][2], boxes[line.glyphs[after]][0]
        if gap[0] - slack <= piece.left and piece.right <= gap[1] + slack:
            line.glyphs[before + 1 : after] = _spaced(piece, gap)
            return True
    return False


def _spaced(piece: Piece, gap: tuple[float, float]) -> list[int]:
    """Return the glyphs of a piece with a space on each side where there is room for one."""
    room = _SPACE_GAP * piece.height
    before = [SPACE] if piece.left - gap[0] > room else []
    after = [SPACE] if gap[1] - piece.right > room else []
    return [*before, *piece.glyphs, *after]


def _uncovered(pieces: list[Piece], glyphs: Glyphs) -> list[Piece]:
    """Leave out pieces that others of the same height were printed over later, letter by letter.

    Publishers print their page number over that of a manuscript: only the later one is seen.
    """
    rows: defaultdict[int, list[Piece]] = defaultdict(list)
    seen = []
    for piece in reversed(pieces):  # the last one printed is on top
        row = round(piece.top)
        near = [over for at in (row - 1, row, row + 1) for over in rows[at]]
        if not any(_covers(over, piece, glyphs) for over in near):
            seen.append(piece)
            rows[row].append(piece)
    return seen[::-1]


def _covers(over: Piece, piece: Piece, glyphs: Glyphs) -> bool:
    """Tell whether every letter of a piece lies under a longer one."""
    if over.left > piece.left + _SAME_ROW or over.right < piece.right - _SAME_ROW:
        return False
    on_row = max(abs(over.top - piece.top), abs(over.bottom - piece.bottom)) < _SAME_ROW
    if not on_row or len(over.glyphs) < len(piece.glyphs):
        return False
    letters = [index for index in over.glyphs if index != SPACE and glyphs.text[index].isalnum()]
    above = [glyphs.boxes[index] for index in letters]  # no accents: those go with their letter
    return all(_is_under(glyphs.boxes[i], above) for i in piece.glyphs if i != SPACE)


def _is_under(box: Box, above: Sequence[Box]) -> bool:
    """Tell whether other boxes cover most of the width of a box."""
    shared = sum(max(0.0, min(box[2], over[2]) - max(box[0], over[0])) for over in above)
    return shared > _COVERED * (box[2] - box[0])


def _parts(piece: Piece, space: Box, after: Box) -> bool:
    """Tell a space between words from one that a font sets under its wide ligatures."""
    gap = _OVERLAP * piece.height
    if after[2] <= piece.left + gap and after[0] < piece.left:  # words that run to the left
        return space[2] < piece.left + gap or after[2] < piece.left - gap
    return space[0] > piece.right - gap or after[0] > piece.right + gap


def _stands_in(piece: Piece, box: Box) -> bool:
    """Tell whether a glyph of the line's own height comes next: the usual case, told fast."""
    return (
        piece.top <= box[1]
        and box[3] <= piece.bottom
        and are_alike(piece.height, box[3] - box[1])
        and -1 < box[0] - piece.right < box[3] - box[1]
    )


def _continues(piece: Piece, box: Box) -> bool:
    """Tell whether a glyph stands right behind the piece on the same line."""
    if not are_alike(piece.height, box[3] - box[1]):
        return False
    height = max(piece.height, box[3] - box[1], 1.0)
    gap = max(box[0] - piece.right, piece.left - box[2])
    if gap > _WIDE_GAP * height:
        return False
    shared = min(piece.bottom, box[3]) - max(piece.top, box[1])
    enough = _ROW_OVERLAP if gap < _MERGE_GAP * height else _CELL_OVERLAP
    return shared > enough * min(piece.height, box[3] - box[1])


def are_alike(one: float, other: float) -> bool:
    """Tell whether letters of these heights can stand on one line, a large initial included."""
    return max(one, other) <= max(_HUGE, _ALIKE * min(one, other))


def joined(pieces: list[Piece], gap: float) -> list[Piece]:
    """Join pieces of one row whose distance is below `gap` times their height."""
    taken: list[Piece] = []
    bands: defaultdict[int, list[Piece]] = defaultdict(list)
    for piece in sorted(pieces, key=lambda entry: entry.left):
        height = range(int(piece.top // _BAND), int(piece.bottom // _BAND) + 1)
        host = _host([other for band in height[:_MOST_BANDS] for other in bands[band]], piece, gap)
        if host is None:
            taken.append(piece)
            for band in height[:_MOST_BANDS]:
                bands[band].append(piece)
        else:
            host.absorb(piece)
    return sorted(taken, key=lambda piece: piece.order)


def _joining(host: Piece, piece: Piece) -> float:
    """Return the height that says how far apart two pieces of a line may stand.

    Words beside larger ones (a heading in the next column, a number as high as two lines) are
    of their line only with the gap of small words; raised numbers and signs are.
    """
    low, high = sorted((host, piece), key=lambda entry: entry.height)
    is_smaller = high.height > _LARGER * low.height
    return low.height if is_smaller and len(low.glyphs) > _FEW else high.height


def _host(near: list[Piece], piece: Piece, gap: float) -> Piece | None:
    """Return the piece that ends just before this one on its row, or None."""
    best, closest = None, float("inf")
    for host in near:
        distance = piece.left - host.right
        if distance >= closest:
            continue
        height = max(host.height, piece.height)
        if not -0.5 * height < distance < gap * _joining(host, piece):
            continue
        if not are_alike(host.height, piece.height):
            continue
        shared = min(host.bottom, piece.bottom) - max(host.top, piece.top)
        if shared > _ROW_OVERLAP * min(host.height, piece.height):
            best, closest = host, distance
    return best
