"""Reads a form from a file: JSON, CSV, Excel, or an export of another program."""

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.domain.code_forms import (
    form_of_code_sets,
    form_of_labels,
    is_code_sets,
    is_labels,
)
from app.domain.codebooks import form_of_codebook
from app.domain.column_forms import ColumnUse, form_of_columns
from app.domain.documents import FormInvalid
from app.domain.errors import NotFound
from app.domain.form_moves import key_of
from app.domain.form_sheet import document_of, is_form_sheet
from app.domain.sheet_fields import SheetMapping, document_of_sheet, recognised
from app.domain.templates import form_from_json, form_to_json
from app.sheets.reading import SUFFIXES, Rows, read_sheets

JSON_SUFFIXES = (".json", ".jsonl")
MARKDOWN = ".md"
READABLE = (*JSON_SUFFIXES, *SUFFIXES, MARKDOWN)


class Shape(StrEnum):
    """How a file holds a form."""

    FORM = "form"
    QUESTIONS = "questions"
    COLUMNS = "columns"
    CODES = "codes"


@dataclass(frozen=True, slots=True)
class FormFile:
    """What was read: rows of a table, or a document that is a form already."""

    name: str
    shape: Shape
    rows: Rows = ()
    document: dict[str, Any] | None = None

    def mapping(self) -> SheetMapping:
        """Return what the columns of the table seem to be."""
        return recognised(self.rows[0])


@dataclass(frozen=True, slots=True)
class ReadForm:
    """A form that was read; `columns` says what became of each column of a table of answers."""

    document: dict[str, Any]
    shape: Shape
    columns: tuple[ColumnUse, ...] = ()


def open_form_file(path: Path, sheet: str | None = None) -> FormFile:
    """Read a file and tell how it holds a form; raises NotFound, FormInvalid, TableUnreadable.

    `sheet` names the sheet of a workbook; without it the first one is read.
    """
    if not path.is_file():
        raise NotFound(f"There is no file “{path.name}”. Nothing was changed. Choose a file.")
    name = path.stem.replace("_", " ").strip() or "Form"
    if path.suffix.casefold() in JSON_SUFFIXES:
        return _json_file(path, name)
    if path.suffix.casefold() == MARKDOWN:
        return _codebook(path, name)
    sheets = read_sheets(path)
    found = [entry for entry in sheets if sheet is None or entry.name == sheet]
    if not found:
        names = ", ".join(f"“{entry.name}”" for entry in sheets)
        raise NotFound(f"“{path.name}” has no sheet “{sheet}” but {names}. Nothing was changed.")
    rows = found[0].rows
    if is_form_sheet(rows):
        return FormFile(name, Shape.FORM, rows)
    usable = recognised(rows[0]).is_usable
    return FormFile(name, Shape.QUESTIONS if usable else Shape.COLUMNS, rows)


def read_form(
    file: FormFile, shape: Shape | None = None, mapping: SheetMapping | None = None
) -> ReadForm:
    """Return the form of a file, read in the shape it seems to have or the one given.

    The form is checked and written anew, so that it looks like every other one. Raises
    FormInvalid.
    """
    chosen = shape or file.shape
    columns: tuple[ColumnUse, ...] = ()
    form_id = key_of(file.name, "form")
    if file.document is not None:
        document = file.document
    elif chosen is Shape.FORM:
        document = document_of(file.rows)
    elif chosen is Shape.QUESTIONS:
        document = document_of_sheet(file.rows, mapping or file.mapping(), file.name, form_id)
    else:
        made = form_of_columns(file.rows, file.name, form_id)
        document, columns = made.document, made.columns
    return ReadForm(form_to_json(form_from_json(document)), chosen, columns)


def _json_file(path: Path, name: str) -> FormFile:
    try:
        text = path.read_text(encoding="utf-8-sig")
        document: Any = _parsed(text, path.suffix.casefold())
    except (OSError, ValueError) as problem:
        raise FormInvalid(
            f"The form “{path.name}” could not be read as JSON. Nothing was changed. "
            "Check the file, or use a template that ships."
        ) from problem
    form_id = key_of(name, "form")
    if is_code_sets(document):
        return FormFile(name, Shape.CODES, document=form_of_code_sets(document, name, form_id))
    if is_labels(document):
        return FormFile(name, Shape.CODES, document=form_of_labels(document, name, form_id))
    if not isinstance(document, dict):
        raise FormInvalid(f"“{path.name}” is not a form. Nothing was changed. Choose another file.")
    return FormFile(name, Shape.FORM, document=document)


def _codebook(path: Path, name: str) -> FormFile:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as problem:
        raise FormInvalid(
            f"The codebook “{path.name}” could not be read as text in UTF-8. Nothing was changed."
        ) from problem
    document = form_of_codebook(text, name, key_of(name, "form"))
    return FormFile(name, Shape.CODES, document=document)


def _parsed(text: str, suffix: str) -> object:
    if suffix == ".jsonl":
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    return json.loads(text)
