"""Small forms and records for the tests of the domain."""

from collections.abc import Mapping

from app.domain.anchors import Anchor, AnchorKind, Place
from app.domain.answers import Answer, Cell, Json, Status
from app.domain.fields import Field, FieldType, Form, Scope, Section
from app.domain.records import Evidence, Record, Row
from app.domain.studies import ExtractionStatus, PaperState, Study


def field_of(kind: FieldType, key: str = "asked", **more: object) -> Field:
    """A field labelled “Asked” in the section `s`."""
    return Field(f"s.{key}", key, "Asked", kind, **more)  # type: ignore[arg-type]


def section_of(key: str, *fields: Field, repeating: bool = False) -> Section:
    """A section answered for each study."""
    return Section(key, key.capitalize(), Scope.STUDY, repeating, fields)


def form_of(*sections: Section) -> Form:
    """A form, version 1."""
    return Form("form", "version", 1, "Form", "", sections)


def record_of(
    form: Form,
    answers: Mapping[Cell, Answer] | None = None,
    rows: tuple[Row, ...] = (),
    evidence: tuple[Evidence, ...] = (),
) -> Record:
    """A record of the extraction `e`."""
    study = Study(
        "study", "report", "Berg 2021", "", 0, None, PaperState.NONE, ExtractionStatus.OPEN, 0, 0
    )
    return Record(study, "e", ExtractionStatus.OPEN, form, rows, answers or {}, evidence)


def cell_of(key: str, row: str | None = None) -> Cell:
    """The cell of the field `s.key`."""
    return Cell("e", f"s.{key}", row)


def filled(value: Json, *, flagged: bool = False) -> Answer:
    """A filled answer."""
    return Answer(value, Status.FILLED, flagged=flagged)


def quote_for(cell: Cell | None, quote: str) -> Evidence:
    """A quote on the first page."""
    return Evidence(Anchor("a", "sha", AnchorKind.TEXT, (Place(0, ()),), quote), cell)
