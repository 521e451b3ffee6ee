"""Words of the designer: types, marks, decisions, changes."""

from PySide6.QtCore import QCoreApplication

from app.domain.answers import Status
from app.domain.fields import FieldType, Policy
from app.domain.form_changes import ChangeKind, Decision, FormChange

TYPES = {
    FieldType.SHORT_TEXT: ("Short text", "text-cursor"),
    FieldType.LONG_TEXT: ("Long text", "file-text"),
    FieldType.INTEGER: ("Whole number", "grid-3x3"),
    FieldType.DECIMAL: ("Decimal number", "grid-3x3"),
    FieldType.QUANTITY: ("Number with unit", "grid-3x3"),
    FieldType.YEAR: ("Year", "clock"),
    FieldType.YEAR_RANGE: ("Range of years", "clock"),
    FieldType.DATE: ("Date", "clock"),
    FieldType.YES_NO: ("Yes, no, unclear", "circle-check"),
    FieldType.SINGLE: ("One choice", "circle-dot"),
    FieldType.MULTI: ("Several choices", "list-checks"),
    FieldType.COUNTRY: ("Countries", "map"),
    FieldType.IDENTIFIER: ("Identifier (DOI, PMID)", "link"),
    FieldType.CITATION: ("Citation", "file-text"),
    FieldType.TEXT_LIST: ("List of texts", "list"),
    FieldType.REPEATING_TEXT: ("List of texts, one a line", "list"),
    FieldType.CODES: ("Codes", "list"),
    FieldType.LINKED_REPORTS: ("Linked reports", "link"),
    FieldType.LIST_CHOICE: ("Choice from a list of the review", "list"),
    FieldType.ROW: ("Row of another group", "git-merge"),
    FieldType.QUOTE: ("Quote only", "quote"),
    FieldType.REGION: ("Region of the page", "square-dashed-mouse-pointer"),
    FieldType.REVIEWER: ("Reviewer (filled in)", "user"),
    FieldType.AUTOMATIC: ("Filled in by Chartdesk", "zap"),
}
MARKS = {
    Status.NOT_REPORTED: "NR",
    Status.NOT_APPLICABLE: "NA",
    Status.UNCLEAR: "Unclear",
    Status.COMPUTED: "Computed",
    Status.FROM_AUTHORS: "From authors",
}
POLICIES = {
    None: "As the review says",
    Policy.SINGLE: "One reviewer",
    Policy.VERIFY: "One reviewer, one checker",
    Policy.DOUBLE: "Two reviewers apart",
}
DECISIONS = {
    Decision.REVISIT: "Look at them again",
    Decision.LEAVE: "Leave them as they are",
    Decision.NOT_REPORTED: "Set NR",
    Decision.MERGE: "Merge into…",
}
_LEAVE_BLANK = "Leave blank"
_CHANGES = {
    ChangeKind.FIELD_ADDED: "New field",
    ChangeKind.FIELD_REMOVED: "Field taken out (its answers stay in the file)",
    ChangeKind.FIELD_MOVED: "Moved to another section",
    ChangeKind.TYPE: "Other type",
    ChangeKind.OPTION_ADDED: "New option",
    ChangeKind.OPTION_REMOVED: "Option taken out",
    ChangeKind.WORDING: "Other wording",
    ChangeKind.UNIT: "Other unit",
    ChangeKind.REQUIRED: "Required",
    ChangeKind.EVIDENCE: "Quote required",
    ChangeKind.RULE: "Other rules",
    ChangeKind.PLACE: "Other key, role or place in the export",
    ChangeKind.SECTION_ADDED: "New section",
    ChangeKind.SECTION_REMOVED: "Section taken out",
    ChangeKind.SECTION: "Section changed",
    ChangeKind.ORDER: "Other order",
    ChangeKind.FORM: "Form renamed or changed as a whole",
}


def translated(text: str) -> str:
    """Return a word of these tables in the language of the window."""
    return QCoreApplication.translate("designer", text)


def type_words(kind: FieldType) -> str:
    """Name a type."""
    return translated(TYPES[kind][0])


def change_words(change: FormChange) -> str:
    """Name a change and what it is about."""
    what = translated(_CHANGES[change.kind])
    about = f"“{change.label}”" if change.label else ""
    option = f": “{change.option}”" if change.option else ""
    return f"{what}{option}, {about}" if option and about else f"{what} {about}".strip()


def decision_words(change: FormChange, decision: Decision) -> str:
    """Name a decision about a change; nothing to leave but a blank for a new field."""
    if decision is Decision.LEAVE and change.kind is ChangeKind.FIELD_ADDED:
        return translated(_LEAVE_BLANK)
    return translated(DECISIONS[decision])
