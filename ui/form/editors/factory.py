"""Which editor a field gets."""

from app.domain.fields import COMPUTED_TYPES, LIST_TYPES, Field, FieldType
from ui.form.editors.base import Editor
from ui.form.editors.country import CountryEditor
from ui.form.editors.fixed import FixedEditor
from ui.form.editors.growing import GrowingEditor
from ui.form.editors.line import LineEditor
from ui.form.editors.multi import MultiEditor
from ui.form.editors.offered import OfferedEditor, RowEditor
from ui.form.editors.quantity import QuantityEditor
from ui.form.editors.single import SingleEditor
from ui.form.editors.toggles import TogglesEditor
from ui.theme import Tokens

GROWING = LIST_TYPES | {FieldType.LONG_TEXT, FieldType.CITATION, FieldType.QUOTE, FieldType.REGION}


def make_editor(field: Field, tokens: Tokens) -> Editor:
    """Build the editor of a field's type."""
    if field.type in COMPUTED_TYPES:
        return FixedEditor(field)
    if field.type in GROWING:
        return GrowingEditor(field)
    match field.type:
        case FieldType.YES_NO:
            return TogglesEditor(field)
        case FieldType.SINGLE:
            return SingleEditor(field)
        case FieldType.MULTI:
            return MultiEditor(field, tokens)
        case FieldType.COUNTRY:
            return CountryEditor(field, tokens)
        case FieldType.QUANTITY:
            return QuantityEditor(field)
        case FieldType.ROW:
            return RowEditor(field)
        case FieldType.LIST_CHOICE:
            return OfferedEditor(field)
        case _:
            return LineEditor(field)
