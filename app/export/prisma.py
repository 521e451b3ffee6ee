"""The flow diagram as a drawing: boxes with lines of text, arrows, the names of the phases.

Layout after the PRISMA 2020 flow diagram (Page 2021, BMJ 372:n71; CC BY): databases and registers
on the left, other methods on the right. Units are points (1/72 inch), origin at the top left. A
drawing of a chosen width is laid out with narrower boxes for text of 9 points, then made smaller
as a whole.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.domain.flow import FOUND_WORDS, Flow, Found
from app.export.line_breaks import broken
from app.export.prisma_items import Item, listed, number, reasons
from app.export.prisma_words import Terms, Wording, found_by, terms_in
from app.export.wording import ENGLISH, Words

Measure = Callable[[str, bool], float]
"""Width of a line in points at the size of the diagram; the second says whether it is bold."""

SIZE = 9.0  # points of the text
LINE = 13.0  # from one line to the next
PADDING = 8.0
GAP = 26.0  # between the rows
SIDE_GAP = 34.0  # between a box and the one beside it
BOX = 190.0  # width
MARGIN = 10.0
LABEL = 22.0  # width of the names of the phases
SPARE = 14.0  # between these and the boxes
INDENT = 9.0
LOWEST = 56.0  # height of the last box, beside which "Included" stands
NEAR = 16.0  # between a box and the one beside it where room is short
TEXTS = (8.0, 7.5, 7.0)  # points of the text of a drawing of a chosen width, the first that fits
NARROWEST = 92.0  # width of a box for text of 9 points that still reads well
POINT = 72 / 25.4  # points of a millimetre
CITATION = FOUND_WORDS[Found.CITATION]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with its lines; `indents` says which of them stand further in."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    indents: tuple[bool, ...]
    bold: bool = False
    turned: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """The centre."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line of right angles with a head at its last point."""

    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Diagram:
    """The whole drawing; `text` says it in words, for those who do not see it."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    text: str
    size: float = SIZE
    grey: bool = False

    @property
    def ink(self) -> str:
        """The colour of lines and edges, "#rrggbb"."""
        return "#000000" if self.grey else "#1a2433"

    @property
    def tint(self) -> str:
        """The colour of the boxes that name a part."""
        return "#e6e6e6" if self.grey else "#dcebf8"

    @property
    def unit(self) -> float:
        """How large it is beside a drawing whose text has 9 points."""
        return self.size / SIZE


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide a box is and how far the next one stands from it, for text of 9 points."""

    box: float = BOX
    side: float = SIDE_GAP


def diagram(
    flow: Flow,
    measure: Measure,
    wording: Wording = Wording.SCR,
    width_mm: float | None = None,
    say: Words = ENGLISH,
) -> Diagram:
    """Return the drawing of the numbers, as wide as it needs or exactly so many millimetres.

    `say` gives its words in a language.
    """
    terms = terms_in(wording, say)
    if width_mm is None:
        return _Drawing(flow, measure, terms, Widths()).made()
    width = width_mm * POINT
    tried = [_Drawing(flow, measure, terms, one) for one in _fitting(flow, width)]
    drawings = [(drawing, drawing.made()) for drawing in tried]
    made = next((made for drawing, made in drawings if not drawing.cuts_words), drawings[-1][1])
    return _resized(made, width / made.width)


def _fitting(flow: Flow, width: float) -> list[Widths]:
    """Return the widths that fill `width` points, those for larger text first."""
    columns = 2 + 2 * flow.has_right_arm + flow.is_update
    beside = 2 * MARGIN + LABEL + SPARE + (columns - 1) * NEAR
    found = (Widths((width * SIZE / size - beside) / columns, NEAR) for size in TEXTS)
    return [one for one in found if one.box >= NARROWEST] or [Widths(NARROWEST, NEAR)]


def _resized(made: Diagram, factor: float) -> Diagram:
    """Return a drawing larger or smaller as a whole."""
    return Diagram(
        made.width * factor,
        made.height * factor,
        tuple(
            replace(
                box,
                x=box.x * factor,
                y=box.y * factor,
                width=box.width * factor,
                height=box.height * factor,
            )
            for box in made.boxes
        ),
        tuple(
            Arrow(tuple((x * factor, y * factor) for x, y in arrow.points)) for arrow in made.arrows
        ),
        made.text,
        SIZE * factor,
    )


class _Drawing:
    """Places the boxes row by row; every row is as high as its highest box."""

    def __init__(self, flow: Flow, measure: Measure, terms: Terms, widths: Widths) -> None:
        self._flow = flow
        self._measure = measure
        self._terms, self._say = terms, terms.say
        self._boxes: list[Box] = []
        self._arrows: list[Arrow] = []
        self._wide, self._side = widths.box, widths.side
        self.cuts_words = False
        step = self._wide + self._side
        self._left = MARGIN + LABEL + SPARE + (step if flow.is_update else 0)
        self._right = self._left + 2 * step

    def made(self) -> Diagram:
        """Return the drawing."""
        flow = self._flow
        columns = self._columns()
        y = MARGIN
        if flow.is_update or flow.has_right_arm:
            y = self._heads(columns, y)
        tops = [y]
        previous: dict[float, Box] = {}
        for row in self._rows():
            y = self._row(row, y, previous)
            tops.append(y)
        included = self._included(y, previous)
        bottom = included.y + included.height
        self._phases(tops, bottom)
        width = max(box.x + box.width for box in self._boxes) + MARGIN
        boxes = tuple(self._boxes)
        text = ". ".join(" ".join(box.lines) for box in boxes if not box.turned)
        return Diagram(width, bottom + MARGIN, boxes, tuple(self._arrows), text)

    def _columns(self) -> list[tuple[float, float, str]]:
        """Return x, width and heading of each part."""
        found = []
        if self._flow.is_update:
            before = self._left - self._wide - self._side
            found.append((before, self._wide, self._say("Previous studies")))
        wide = 2 * self._wide + self._side
        found.append((self._left, wide, self._say("Identified from databases and registers")))
        if self._flow.has_right_arm:
            found.append((self._right, wide, self._say("Identified by other methods")))
        return found

    def _heads(self, columns: Sequence[tuple[float, float, str]], y: float) -> float:
        heads = [self._head(x, y, width, text) for x, width, text in columns]
        height = max(head.height for head in heads)
        self._boxes += [replace(head, height=height) for head in heads]
        return y + height + GAP / 2

    def _rows(self) -> list[list[tuple[float, list[Item], list[Item]]]]:
        """Return the rows: for each arm its x, the box, and the box beside it."""
        flow, terms = self._flow, self._terms
        excluded = [self._item("Records excluded", flow.excluded)]
        if flow.excluded_automation:
            human = flow.excluded - flow.excluded_automation
            excluded = [
                self._item("Records excluded", flow.excluded, ":"),
                self._item("By people", human, indented=True),
                self._item("By automation", flow.excluded_automation, indented=True),
            ]
        sought = self._say("{0} sought for retrieval", terms.report)
        missed = self._say("{0} not retrieved", terms.report)
        out = self._say("{0} excluded", terms.report)
        rows = [
            [(self._left, self._identified(), self._removed())],
            [(self._left, [self._item("Records screened", flow.screened)], excluded)],
            [
                (
                    self._left,
                    [Item(f"{sought} {number(flow.sought)}")],
                    [Item(f"{missed} {number(flow.not_retrieved)}")],
                )
            ],
            [
                (
                    self._left,
                    [Item(f"{terms.assessed} {number(flow.assessed)}")],
                    reasons(out, flow.ineligible, flow.reasons),
                )
            ],
        ]
        if flow.has_right_arm:
            rows[0].append((self._right, self._others(), self._others_removed()))
            rows[2].append(
                (
                    self._right,
                    [Item(f"{sought} {number(flow.other_sought)}")],
                    [Item(f"{missed} {number(flow.other_not_retrieved)}")],
                )
            )
            rows[3].append(
                (
                    self._right,
                    [Item(f"{terms.assessed} {number(flow.other_assessed)}")],
                    reasons(out, flow.other_ineligible, flow.other_reasons),
                )
            )
        return rows

    def _identified(self) -> list[Item]:
        flow = self._flow
        several = len(flow.databases) + len(flow.registers) > 0
        first = self._item("Records identified", flow.identified, ":" if several else "")
        return [first, *listed(flow.databases), *listed(flow.registers)]

    def _removed(self) -> list[Item]:
        flow = self._flow
        return [
            Item(self._say("Records removed before screening:")),
            self._item("Duplicates", flow.duplicates, indented=True),
            self._item("Marked as ineligible by automation", flow.automation, indented=True),
            self._item("Other reasons", flow.removed_other, indented=True),
        ]

    def _others(self) -> list[Item]:
        named = [
            (self._terms.citation if label == CITATION else found_by(label, self._say), value)
            for label, value in self._flow.others
        ]
        return [Item(self._say("Records identified from:")), *listed(tuple(named))]

    def _others_removed(self) -> list[Item]:
        removed = self._flow.other_removed
        return [self._item("Records removed", removed)] if removed else []

    def _item(self, words: str, value: int, end: str = "", *, indented: bool = False) -> Item:
        return Item(f"{self._say(words)} {number(value)}{end}", indented)

    def _row(
        self,
        row: Sequence[tuple[float, list[Item], list[Item]]],
        y: float,
        previous: dict[float, Box],
    ) -> float:
        """Place one row and its arrows; returns where the next one begins."""
        placed = []
        for x, main, side in row:
            there = x + self._wide + self._side
            beside = self._box(there, y, self._wide, side) if side else None
            placed.append((x, self._box(x, y, self._wide, main), beside))
        height = max(
            box.height for _, main, beside in placed for box in (main, beside) if box is not None
        )
        for x, first, beside in placed:
            box = replace(first, height=height)
            self._boxes.append(box)
            above = previous.get(x)
            if above is not None:
                self._arrows.append(_down(above, box))
            previous[x] = box
            if beside is not None:
                other = replace(beside, height=height)
                self._boxes.append(other)
                middle = y + height / 2
                self._arrows.append(Arrow(((x + self._wide, middle), (beside.x, middle))))
        return y + height + GAP

    def _included(self, y: float, previous: dict[float, Box]) -> Box:
        flow, terms = self._flow, self._terms
        items = [
            Item(f"{terms.study} {number(flow.studies)}"),
            Item(f"{terms.reports_of} {number(flow.reports)}"),
        ]
        box = self._box(self._left, y, self._wide, items)
        beside = self._measure(self._say("Included"), True) + PADDING
        box = replace(box, height=max(box.height, LOWEST, beside))
        self._boxes.append(box)
        self._arrows.append(_down(previous[self._left], box))
        right = previous.get(self._right)
        middle = y + box.height / 2
        if right is not None:
            x = right.middle[0]
            start = (x, right.y + right.height)
            self._arrows.append(Arrow((start, (x, middle), (box.x + self._wide, middle))))
        if flow.is_update:
            before = self._previous(previous)
            x = before.middle[0]
            start = (x, before.y + before.height)
            self._arrows.append(Arrow((start, (x, middle), (box.x, middle))))
        return box

    def _previous(self, previous: dict[float, Box]) -> Box:
        first = next(box for box in self._boxes if box.x == self._left and not box.bold)
        items = [
            self._item("Studies included in the previous version", self._flow.previous_studies),
            self._item("Reports of these studies", self._flow.previous_reports),
        ]
        box = self._box(self._left - self._wide - self._side, first.y, self._wide, items)
        self._boxes.append(box)
        return box

    def _phases(self, tops: Sequence[float], bottom: float) -> None:
        """Name the phases at the left edge: identification, screening, inclusion."""
        spans = (
            ("Identification", tops[0], tops[1] - GAP),
            ("Screening", tops[1], tops[-1] - GAP),
            ("Included", tops[-1], bottom),
        )
        for name, top, end in spans:
            self._boxes.append(
                Box(
                    MARGIN,
                    top,
                    LABEL,
                    end - top,
                    (self._say(name),),
                    (False,),
                    bold=True,
                    turned=True,
                )
            )

    def _head(self, x: float, y: float, width: float, text: str) -> Box:
        lines = broken(text, width - 2 * PADDING, lambda part: self._measure(part, True))
        height = len(lines) * LINE + 2 * PADDING
        return Box(x, y, width, height, tuple(lines), (False,) * len(lines), bold=True)

    def _box(self, x: float, y: float, width: float, items: Sequence[Item]) -> Box:
        """Return a box as high as its lines, broken to its width."""
        lines: list[str] = []
        indents: list[bool] = []
        for item in items:
            room = width - 2 * PADDING - (INDENT if item.indented else 0)
            self.cuts_words |= any(self._measure(word, False) > room for word in item.text.split())
            parts = broken(item.text, room, lambda text: self._measure(text, False))
            lines += parts
            indents += [item.indented] * len(parts)
        height = max(len(lines), 1) * LINE + 2 * PADDING
        return Box(x, y, width, height, tuple(lines), tuple(indents))


def _down(above: Box, below: Box) -> Arrow:
    x = above.middle[0]
    return Arrow(((x, above.y + above.height), (x, below.y)))
