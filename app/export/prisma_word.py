"""The flow diagram in Word: boxes and arrows as native shapes whose text can be edited."""

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from app.export.prisma import INDENT, PADDING, SIZE, Box, Diagram
from app.export.word.blank import blank_document

EMU = 12_700  # of one point (ECMA-376, part 1, 20.1.2.1)
GRID = 360  # EMU of 1/100 mm; LibreOffice turns upright lines that lie between two of these
FILL = "#ffffff"
FAMILY = "Arial"  # on every system, or its metrics; slightly narrower than Noto Sans
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)
"""Says that screen readers pass a shape by ([MS-ODRAWXML], CT_Decorative)."""
EDGE = 36.0  # points of the margins
LARGEST_PAGE = 1584.0  # points: 22 inches, the limit of Word


def word_document(diagram: Diagram) -> bytes:
    """Return a .docx with one landscape or portrait page that fits the diagram."""
    from docx.shared import Pt

    document = blank_document("Flow diagram")
    section = document.sections[0]
    width, height = diagram.width + 2 * EDGE, diagram.height + 2 * EDGE
    section.page_width = Pt(min(max(width, 595.3), LARGEST_PAGE))
    section.page_height = Pt(min(max(height, 595.3), LARGEST_PAGE))
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Pt(EDGE))
    place_diagram(document, diagram)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def place_diagram(document: Any, diagram: Diagram) -> None:  # noqa: ANN401 - of python-docx
    """Add a paragraph to which the shapes of the diagram are anchored."""
    run = document.add_paragraph().add_run()
    number = 1
    for arrow in diagram.arrows:
        for start, end in zip(arrow.points, arrow.points[1:], strict=False):
            is_last = end == arrow.points[-1]
            _append(run, _line_xml(number, (start, end), diagram, is_last=is_last))
            number += 1
    for box in diagram.boxes:
        _append(run, _box_xml(number, box, diagram))
        number += 1


def _append(run: Any, xml: str) -> None:  # noqa: ANN401 - a run of python-docx
    from docx.oxml import parse_xml

    run._r.append(parse_xml(xml))  # noqa: SLF001 - python-docx has no shapes of its own


def _called(number: int, name: str, said: str, more: str = "") -> str:
    """Return what a shape is called; `said` is what a screen reader says of it."""
    return f'<wp:docPr id="{number}" name="{escape(name)} {number}"{said}>{more}</wp:docPr>'


def _solid(colour: str) -> str:
    value = colour.removeprefix("#").upper()
    return f'<a:solidFill><a:srgbClr val="{value}"/></a:solidFill>'


def _outline(diagram: Diagram) -> str:
    """Return the beginning of an edge."""
    return f'<a:ln w="{round(diagram.unit * EMU)}">{_solid(diagram.ink)}'


def _anchor(number: int, at: tuple[float, float, float, float], called: str, shape: str) -> str:
    """Return a shape that floats at x, y, width, height in points from its paragraph."""
    x, y, width, height = map(_emu, at)
    return (
        f'<mc:AlternateContent {NAMESPACES}><mc:Choice Requires="wps"><w:drawing>'
        f'<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        f'relativeHeight="{number}" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{x}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{y}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:wrapNone/>'
        f"{called}<wp:cNvGraphicFramePr/>"
        f'<a:graphic><a:graphicData uri="{SHAPE}"><wps:wsp>{shape}</wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback/>"
        "</mc:AlternateContent>"
    )


def _emu(points: float) -> int:
    return round(points * EMU / GRID) * GRID


def _box_xml(number: int, box: Box, diagram: Diagram) -> str:
    unit = diagram.unit
    fill = diagram.tint if box.bold else FILL
    turn = ' vert="vert270"' if box.turned else ""
    inset = round(PADDING * unit * EMU * (0.2 if box.turned else 1))
    side = round((PADDING - 1) * unit * EMU * (0.2 if box.turned else 1))
    lines = "".join(_line_of_text(box, row, unit) for row in range(len(box.lines)))
    shape = (
        f"<wps:cNvSpPr/>{_properties((box.width, box.height), fill, diagram)}"
        f"<wps:txbx><w:txbxContent>{lines}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr{turn} lIns="{side}" rIns="{side}" tIns="{inset // 4}" bIns="{inset // 4}" '
        'anchor="ctr" wrap="square"/>'
    )
    said = f" descr={quoteattr(' '.join(box.lines))}"
    called = _called(number, "Box", said)
    return _anchor(number, (box.x, box.y, box.width, box.height), called, shape)


def _line_of_text(box: Box, row: int, unit: float) -> str:
    align = "center" if box.bold else "left"
    indent = round(INDENT * unit * 20) if box.indents[row] else 0
    weight = "<w:b/>" if box.bold else ""
    fonts = f'<w:rFonts w:ascii="{FAMILY}" w:hAnsi="{FAMILY}" w:cs="{FAMILY}"/>'
    half_points = round(SIZE * unit * 2)
    return (
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0"/><w:ind w:left="{indent}"/>'
        f'<w:jc w:val="{align}"/></w:pPr><w:r><w:rPr>{fonts}{weight}'
        f'<w:color w:val="000000"/><w:sz w:val="{half_points}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(box.lines[row])}</w:t></w:r></w:p>'
    )


def _properties(size: tuple[float, float], fill: str, diagram: Diagram) -> str:
    width, height = map(_emu, size)
    bend = '<a:avLst><a:gd name="adj" fmla="val 4000"/></a:avLst>'
    return (
        f'<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="roundRect">{bend}</a:prstGeom>'
        f"{_solid(fill)}{_outline(diagram)}</a:ln></wps:spPr>"
    )


def _line_xml(
    number: int,
    ends: tuple[tuple[float, float], tuple[float, float]],
    diagram: Diagram,
    *,
    is_last: bool,
) -> str:
    (x1, y1), (x2, y2) = ends
    flips = (' flipH="1"' if x2 < x1 else "") + (' flipV="1"' if y2 < y1 else "")
    width, height = abs(x2 - x1), abs(y2 - y1)
    size = f'cx="{_emu(width)}" cy="{_emu(height)}"'
    head = '<a:tailEnd type="triangle"/>' if is_last else ""
    shape = (
        f'<wps:cNvCnPr/><wps:spPr><a:xfrm{flips}><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        f"{_outline(diagram)}{head}</a:ln></wps:spPr><wps:bodyPr/>"
    )
    called = _called(number, "Line", "", DECORATIVE)
    return _anchor(number, (min(x1, x2), min(y1, y2), width, height), called, shape)
