"""Questions for a third reviewer as a workbook that any spreadsheet opens; no name is in it."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.domain.adjudication import Question, Quote, Reply
from app.domain.errors import AppError
from app.export.cells import escaped
from app.export.files import written_whole
from app.sheets.reading import read_sheets

QUESTIONS, ABOUT, PACKET = "Questions", "Read me", "Packet"
LABELS = (
    "No.", "Study", "Question", "What it asks", "Options", "Answer 1", "Quotes of answer 1",
    "Answer 2", "Quotes of answer 2", "Your choice: 1, 2 or a value", "Your reason",
)  # fmt: skip
WIDTHS = (6, 22, 30, 40, 30, 36, 44, 36, 44, 26, 36)
CHOICE, REASON = 9, 10
TOLD = (
    "Two reviewers charted these studies apart and did not agree here.",
    "Their answers stand in an order drawn by lot for each question, without names.",
    "For each question write 1 or 2 into the yellow column, or a value of your own: NR, NA and "
    "Unclear are values too, several choices are parted by semicolons.",
    "A reason is welcome. Questions without a choice stay open.",
    "Save the file and send it back; leave the other cells as they are.",
)


def write_questions(questions: Sequence[Question], packet_id: str, path: Path) -> None:
    """Write the workbook to a new .xlsx; raises AppError, ExportExists, DiskFull."""
    if path.suffix.casefold() != ".xlsx":
        raise AppError(f"{path} does not end in .xlsx. Nothing was written.")
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = book.properties.lastModifiedBy = "Chartdesk"
    sheet: Any = book.active
    sheet.title = QUESTIONS
    _write_head(sheet)
    for row, question in enumerate(questions, start=2):
        _write_row(sheet, row, question)
    sheet.freeze_panes = "D2"
    about: Any = book.create_sheet(ABOUT)
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 100, 40
    for row, text in enumerate(TOLD, start=1):
        _put(about, row, 1, text)
    _put(about, len(TOLD) + 2, 1, PACKET)
    _put(about, len(TOLD) + 2, 2, packet_id)
    content = io.BytesIO()
    book.save(content)
    with written_whole(path) as stream:
        stream.write(content.getvalue())


def read_replies(path: Path) -> tuple[str, tuple[Reply, ...]]:
    """Return the packet's id and what was replied; raises AppError for another kind of file."""
    sheets = {sheet.name: sheet.rows for sheet in read_sheets(path)}
    about = sheets.get(ABOUT, ())
    packet = next((row[1] for row in about if len(row) > 1 and row[0] == PACKET), "")
    rows = sheets.get(QUESTIONS, ())
    if not packet or not rows or rows[0][: len(LABELS)] != LABELS:
        raise AppError(
            f"{path.name} is no file of questions that Chartdesk wrote for a third reviewer. "
            "Nothing was changed. Choose the file that came back."
        )
    replies = [
        Reply(int(row[0]), row[CHOICE].strip(), row[REASON].strip())
        for row in rows[1:]
        if row[0].isdecimal() and row[CHOICE].strip()
    ]
    return packet, tuple(replies)


def _write_head(sheet: Any) -> None:  # noqa: ANN401 - openpyxl is untyped
    from openpyxl.styles import Font, PatternFill

    for column, (label, width) in enumerate(zip(LABELS, WIDTHS, strict=True), start=1):
        _put(sheet, 1, column, label)
        cell = sheet.cell(1, column)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8EEF5")
        sheet.column_dimensions[cell.column_letter].width = width


def _write_row(sheet: Any, row: int, question: Question) -> None:  # noqa: ANN401 - openpyxl is untyped
    from openpyxl.styles import PatternFill

    title = f"{question.study}\n{question.title}" if question.title else question.study
    texts = (
        title,
        question.name,
        question.help,
        "; ".join(question.options),
        question.answers[0],
        _quotes(question.quotes[0]),
        question.answers[1],
        _quotes(question.quotes[1]),
    )
    sheet.cell(row, 1).value = question.number
    for column, text in enumerate(texts, start=2):
        _put(sheet, row, column, text)
    for column in (CHOICE + 1, REASON + 1):
        _put(sheet, row, column, "")
        sheet.cell(row, column).fill = PatternFill("solid", fgColor="FFF7D6")


def _quotes(quotes: Sequence[Quote]) -> str:
    return "\n".join(f"“{quote}” p. {page}" for quote, page in quotes)


def _put(sheet: Any, row: int, column: int, text: str) -> None:  # noqa: ANN401 - openpyxl is untyped
    from openpyxl.styles import Alignment

    cell = sheet.cell(row, column)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if text:
        cell.value = escaped(text)[:32_000]
        cell.data_type = "s"
