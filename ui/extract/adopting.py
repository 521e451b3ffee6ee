"""Turns annotations of other programs into highlights, and into the edits that adopt them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.domain.anchors import Anchor, AnchorKind, Place, joined
from app.domain.answers import Cell
from app.domain.edits import Edit, FillAnswer, KeepQuote, Together
from app.domain.quotes import fold
from app.domain.records import Record
from app.pdf.marking import Annotation, Colour
from ui.counting import counted
from ui.extract.filling import Step, anchor_of
from ui.reader.values import FOREIGN, Highlight, Selected

KINDS = {
    "Highlight": "highlight",
    "Underline": "underline",
    "StrikeOut": "strike-out",
    "Squiggly": "wavy line",
    "Text": "note",
    "Ink": "drawing",
    "FreeText": "text box",
}
TIP_LENGTH = 400


@dataclass(frozen=True, slots=True)
class ColourGroup:
    """The annotations of one colour (None: without one) in page order."""

    colour: Colour | None
    annotations: tuple[Annotation, ...]


def by_colour(annotations: Iterable[Annotation]) -> tuple[ColourGroup, ...]:
    """Return the annotations by colour, the most frequent colour first."""
    groups: dict[Colour | None, list[Annotation]] = {}
    for annotation in annotations:
        groups.setdefault(annotation.colour, []).append(annotation)
    ordered = sorted(groups.items(), key=lambda entry: -len(entry[1]))
    return tuple(ColourGroup(colour, tuple(found)) for colour, found in ordered)


def not_adopted(
    annotations: Sequence[Annotation], record: Record | None, paper: str
) -> dict[str, Annotation]:
    """Return by highlight id the annotations at whose place there is no evidence yet.

    Evidence that was found again in another copy has the edges of its words, not those of the
    annotation it was adopted from: where both mark the same words, they are one.
    """
    items = record.evidence if record is not None else ()
    here = [item.anchor for item in items if item.anchor.paper == paper]
    taken = {_joined(anchor.places) for anchor in here}
    return {
        f"{FOREIGN}{number}": annotation
        for number, annotation in enumerate(annotations)
        if _places(annotation) not in taken
        and not any(_marks_the_same(annotation, anchor) for anchor in here)
    }


def highlight_of(anchor_id: str, annotation: Annotation) -> Highlight:
    """Return the grey highlight of an annotation."""
    return Highlight(
        anchor_id,
        _places(annotation),
        slot=None,
        number="",
        tip=tip(annotation),
        is_framed=not annotation.marks_text,
    )


def tip(annotation: Annotation) -> str:
    """Return who left the mark, what it is, and what it says."""
    kind = KINDS.get(annotation.subtype, "mark")
    who = f"{annotation.author}, {kind}" if annotation.author else kind.capitalize()
    when = f" of {annotation.modified[:10]}" if annotation.modified else ""
    said = annotation.contents
    short = said if len(said) <= TIP_LENGTH else f"{said[: TIP_LENGTH - 1]}…"
    return f"{who}{when}\n{short}" if short else f"{who}{when}"


def selected_of(annotation: Annotation, paper: str) -> Selected:
    """Return an annotation as if it had been selected; of a note what it says is the quote."""
    kind = AnchorKind.TEXT if annotation.marks_text else AnchorKind.REGION
    return Selected(
        paper=paper,
        places=_places(annotation),
        quote=annotation.quote or (comment(annotation) if annotation.contents else ""),
        prefix=annotation.prefix,
        suffix=annotation.suffix,
        kind=kind,
    )


def adopt(record: Record, paper: str, chosen: Sequence[tuple[Annotation, Cell | None]]) -> Step:
    """Make these evidence of their cells (None: kept without a field) in one step.

    What their authors wrote goes into the notes of the fields.
    """
    kept: list[Edit] = []
    linked: dict[Cell, list[tuple[Annotation, Anchor]]] = {}
    for annotation, cell in chosen:
        anchor = anchor_of(selected_of(annotation, paper))
        if cell is None:
            kept.append(KeepQuote(record.extraction_id, anchor))
        else:
            linked.setdefault(cell, []).append((annotation, anchor))
    edits = [_link(record, cell, found) for cell, found in linked.items()]
    label = counted(len(chosen), "Adopt an annotation", "Adopt {n} annotations")
    return Step(Together((*kept, *edits)), label)


def _link(record: Record, cell: Cell, found: Sequence[tuple[Annotation, Anchor]]) -> FillAnswer:
    """Link evidence to a cell; its answer stays as it is."""
    before = record.answer(cell)
    comments = [comment(annotation) for annotation, _ in found if annotation.contents]
    note = "\n".join(part for part in (before.note, *comments) if part)
    anchors = tuple(anchor for _, anchor in found)
    return FillAnswer(cell, before, replace(before, note=note), link=anchors)


def comment(annotation: Annotation) -> str:
    """Return what the author of an annotation wrote, after the name."""
    return f"{annotation.author or 'Note'}: {annotation.contents}"


def _places(annotation: Annotation) -> tuple[Place, ...]:
    return _joined((Place(annotation.page, annotation.rects),))


def _marks_the_same(annotation: Annotation, anchor: Anchor) -> bool:
    """Tell whether an annotation and evidence mark the same words at the same place."""
    if not annotation.marks_text or anchor.kind is not AnchorKind.TEXT:
        return False
    own = [rect for place in anchor.places if place.page == annotation.page for rect in place.rects]
    meets = any(one.meets(other) for one in annotation.rects for other in own)
    return meets and fold(annotation.quote) == fold(anchor.quote)


def _joined(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return places with one rectangle a line."""
    return tuple(Place(place.page, joined(place.rects)) for place in places)
