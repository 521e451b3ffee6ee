"""A Word document being written: headings, paragraphs, tables, and pages that lie across."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from app.export.word.blank import blank_document
from app.export.word.words import plain

if TYPE_CHECKING:
    from docx.section import Section

A4, LETTER = (595.3, 841.9), (612.0, 792.0)  # points: width and height upright
LARGEST = 1584.0  # points: 22 inches, the limit of Word
EDGE = 56.7  # points of the margins: 2 cm
SMALL = 9  # points of text in tables
SHADE = "DCEBF8"


class Paper:
    """Writes from top to bottom; `save` gives the bytes."""

    def __init__(
        self, title: str, made_at: datetime, *, letter: bool = False, language: str = "en"
    ) -> None:
        """Begin an upright document; `language` is what Word checks its spelling in."""
        from docx.shared import Pt

        self.document = blank_document(title, made_at)
        self._size = LETTER if letter else A4
        self.document.styles["Normal"].font.name = "Calibri"
        self.document.styles["Normal"].font.size = Pt(10.5)
        self._lay(self.document.sections[0], across=False)
        self._is_across = self._is_begun = False
        self._number_pages()
        self._speak(language)

    @property
    def width(self) -> float:
        """Points between the margins."""
        return self._size[1 if self._is_across else 0] - 2 * EDGE

    def turn(self, *, across: bool, room: tuple[float, float] = (0, 0)) -> None:
        """Go on on a new page (the first part: on the first) with this room in points or more."""
        from docx.enum.section import WD_SECTION

        section = self.document.sections[-1]
        if self._is_begun:
            section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self._is_begun = True
        self._lay(section, across=across, room=room)
        self._is_across = across

    def heading(self, text: str, level: int = 1) -> None:
        """Write a heading of a style that a table of contents finds."""
        self.document.add_heading(plain(text), level)

    def paragraph(self, text: str, *, italic: bool = False) -> None:
        """Write a paragraph; line breaks in it stay."""
        run = self.document.add_paragraph().add_run(plain(text))
        run.italic = italic

    def table(
        self, header: Sequence[str], rows: Iterable[Sequence[str]], shares: Sequence[float]
    ) -> None:
        """Write a table whose header repeats on every page; `shares` of the width a column."""
        table = self.document.add_table(rows=1, cols=len(header), style="Table Grid")
        table.autofit = False
        for cell, text in zip(table.rows[0].cells, header, strict=True):
            _fill(cell, text, bold=True)
            _shade(cell)
        _repeat(table.rows[0])
        for row in rows:
            added = table.add_row()
            _keep_whole(added)
            for cell, text in zip(added.cells, row, strict=True):
                _fill(cell, text)
        self._share_out(table, shares)

    def band(self, table_header: Sequence[str], text: str) -> tuple[str, ...]:
        """Return the cells of a row that holds a heading in its first column."""
        return (text, *([""] * (len(table_header) - 1)))

    def save(self) -> bytes:
        """Return the document's bytes."""
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _lay(self, section: "Section", *, across: bool, room: tuple[float, float] = (0, 0)) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.shared import Pt

        width, height = self._size[::-1] if across else self._size
        section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
        section.page_width = Pt(min(max(width, room[0] + 2 * EDGE), LARGEST))
        section.page_height = Pt(min(max(height, room[1] + 2 * EDGE), LARGEST))
        for side in ("left", "right", "top", "bottom"):
            setattr(section, f"{side}_margin", Pt(EDGE))

    def _share_out(self, table: Any, shares: Sequence[float]) -> None:  # noqa: ANN401 - untyped
        from docx.shared import Pt

        whole = sum(shares)
        for column, share in zip(table.columns, shares, strict=True):
            width = Pt(self.width * share / whole)
            column.width = width
            for cell in column.cells:
                cell.width = width

    def _speak(self, language: str) -> None:
        from docx.oxml.ns import qn

        self.document.core_properties.language = language
        for mark in self.document.styles.element.iter(qn("w:lang")):
            mark.set(qn("w:val"), language)

    def _number_pages(self) -> None:
        """Put a field with the number of the page into the footer."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        paragraph = self.document.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        xml = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        paragraph._p.append(parse_xml(xml))  # noqa: SLF001 - python-docx has no fields


def _fill(cell: Any, text: str, *, bold: bool = False) -> None:  # noqa: ANN401 - untyped
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(plain(text))
    run.bold = bold
    run.font.size = Pt(SMALL)


def _shade(cell: Any) -> None:  # noqa: ANN401 - untyped
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    xml = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{SHADE}"/>'
    cell._tc.get_or_add_tcPr().append(parse_xml(xml))  # noqa: SLF001 - no public way


def _repeat(row: Any) -> None:  # noqa: ANN401 - untyped
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001


def _keep_whole(row: Any) -> None:  # noqa: ANN401 - untyped
    """Break no row over two pages."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
