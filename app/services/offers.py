"""Words on offer for a field: a list of the review, or what the reviewer used before."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Text, cast, func, select

from app.domain.answers import Json, Status
from app.domain.fields import Field, FieldType, Form
from app.services.acting import Acting
from app.services.forms import FormService
from app.services.store import Store
from db.engine import read_json
from db.models import AnswerRow, ExtractionRow, ReviewRow

MOST = 200  # words a field
_LIST_ROLES = {"exclusion_reason": "exclusion_reasons"}
_VALUED = tuple(status.value for status in Status if status.has_value)


class OfferService:
    """Reads what may be offered; of answers only the acting reviewer's own."""

    def __init__(self, store: Store, acting: Acting, forms: FormService) -> None:
        """Read through `store`."""
        self._store = store
        self._acting = acting
        self._forms = forms

    def lists(self) -> Mapping[str, tuple[str, ...]]:
        """Return the words on offer by field id; fields without any are left out."""
        form = self._forms.current()
        with self._store.reading() as session:
            details = dict(session.scalars(select(ReviewRow)).one().details)
        listed = {f.field_id: _items(details.get(_list_of(form, f))) for f in _choices(form)}
        open_ended = [f.field_id for f in _choices(form) if not listed[f.field_id]]
        used = self._used([*open_ended, *_headings(form)])
        return used | {field_id: words for field_id, words in listed.items() if words}

    def fields(self) -> tuple[str, ...]:
        """Return the fields whose answers are themselves offered."""
        form = self._forms.current()
        return (*(f.field_id for f in _choices(form)), *_headings(form))

    def _used(self, field_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return the texts used before, the most frequent first."""
        if not field_ids:
            return {}
        own = select(ExtractionRow.id).where(
            ExtractionRow.reviewer_id == self._acting.reviewer.reviewer_id,
            ExtractionRow.form_id == self._acting.form_id,
        )
        told = cast(AnswerRow.value, Text).label("told")
        times = func.count().label("times")
        counted = (
            select(AnswerRow.field_id.label("field_id"), told, times)
            .where(
                AnswerRow.field_id.in_(field_ids),
                AnswerRow.status.in_(_VALUED),
                AnswerRow.extraction_id.in_(own),
            )
            .group_by(AnswerRow.field_id, told)
            .subquery()
        )
        place = func.row_number().over(
            partition_by=counted.c.field_id, order_by=(counted.c.times.desc(), counted.c.told)
        )
        ranked = select(counted.c.field_id, counted.c.told, place.label("place")).subquery()
        wanted = select(ranked.c.field_id, ranked.c.told).where(ranked.c.place <= MOST)
        found: dict[str, tuple[str, ...]] = {}
        with self._store.reading() as session:
            for field_id, text in session.execute(wanted.order_by(ranked.c.place)):
                value = read_json(text)
                if isinstance(value, str):
                    found[field_id] = (*found.get(field_id, ()), value)
        return found


def _choices(form: Form) -> list[Field]:
    return [field for field in form.study_fields if field.type is FieldType.LIST_CHOICE]


def _headings(form: Form) -> list[str]:
    """Return the fields that name the rows of a group."""
    named = (section.label_field for section in form.study_sections if section.repeating)
    return [f.field_id for f in named if f is not None and f.type is FieldType.SHORT_TEXT]


def _list_of(form: Form, field: Field) -> str:
    """Return the review-level field whose list is offered; "" when there is none."""
    if field.points_to:
        return field.points_to
    role = _LIST_ROLES.get(field.role)
    named = (f for s in form.review_sections for f in s.fields if role and f.role == role)
    return next((f.field_id for f in named), "")


def _items(value: Json) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()
