"""The flow diagram as one of the figures: its words, its numbers, where its boxes are."""

from dataclasses import replace

from app.domain.flow import Flow, begun
from app.export import prisma_files
from app.export.charts.choices import Choices
from app.export.charts.drawing import Picture, Spot
from app.export.charts.tallies import Mark
from app.export.flow_boxes import FlowBox, flow_boxes
from app.export.prisma import Diagram, diagram
from app.export.prisma_words import TERMS, Wording

TITLE = "Flow diagram"
INCLUDED = "Studies included in the review"  # the box whose studies are charted
SCREEN = 144  # dots an inch of a preview


def flow_drawing(flow: Flow, wording: Wording, choices: Choices) -> Diagram:
    """Return the diagram as wide as it is chosen; raises AppError when nothing was identified."""
    drawn = diagram(begun(flow), prisma_files.measure(), wording, choices.width)
    return replace(drawn, grey=choices.grey)


def caption(flow: Flow) -> str:
    """Return what the diagram shows, and what is included in the end."""
    sources = "1 source" if flow.studies == 1 else f"{flow.studies:,} sources"
    return (
        "Flow of records and sources of evidence through the review, after PRISMA 2020 "
        f"({sources} of evidence included)."
    )


def alt_text(drawn: Diagram) -> str:
    """Return the diagram read aloud."""
    return f"{TITLE}. {drawn.text}."


def table(flow: Flow) -> tuple[tuple[str, ...], ...]:
    """Return the headings, then a line a box; headings of the diagram's parts have no number."""
    return (("Box", "Number"), *((box.words, str(box.number)) for box in _numbered(flow)))


def marks(flow: Flow, included: tuple[str, ...]) -> tuple[Mark, ...]:
    """Return a mark a line of the table; only what is included has studies."""
    return tuple(
        Mark((box.words,), included if box.words == INCLUDED else ()) for box in _numbered(flow)
    )


def preview(drawn: Diagram, wording: Wording) -> Picture:
    """Draw for the screen; the boxes can be clicked."""
    content = prisma_files.plotted(drawn, "png", SCREEN)
    width, height = (round(side / 72 * SCREEN) for side in (drawn.width, drawn.height))
    included = TERMS[wording].study
    spots = []
    for box in drawn.boxes:
        if box.bold:
            continue
        said = " ".join(box.lines)
        label = INCLUDED if said.startswith(included) else said
        right, bottom = box.x + box.width, box.y + box.height
        edges = (
            box.x / drawn.width,
            box.y / drawn.height,
            right / drawn.width,
            bottom / drawn.height,
        )
        spots.append(Spot((label,), edges))
    return Picture(content, width, height, tuple(spots))


def rendered(drawn: Diagram, kind: str) -> bytes:
    """Return the file's bytes; raises ValueError for another format."""
    return prisma_files.rendered(drawn, kind)


def _numbered(flow: Flow) -> list[FlowBox]:
    return [box for box in flow_boxes(flow) if box.number is not None]
