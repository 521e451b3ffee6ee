"""What can be done with an answer or a row besides typing."""

from enum import StrEnum

from app.domain.answers import Status


class Verb(StrEnum):
    """What the menu of a card offers."""

    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"
    UNCLEAR = "unclear"
    COMPUTED = "computed"
    FROM_AUTHORS = "from_authors"
    CLEAR = "clear"
    FLAG = "flag"
    NOTE = "note"
    REMOVE_EVIDENCE = "remove_evidence"
    MAKE_TARGET = "make_target"


MARKS = {
    Verb.NOT_REPORTED: Status.NOT_REPORTED,
    Verb.NOT_APPLICABLE: Status.NOT_APPLICABLE,
    Verb.UNCLEAR: Status.UNCLEAR,
    Verb.COMPUTED: Status.COMPUTED,
    Verb.FROM_AUTHORS: Status.FROM_AUTHORS,
}


class RowVerb(StrEnum):
    """What the head of a row offers."""

    TOGGLE = "toggle"
    DUPLICATE = "duplicate"
    REMOVE = "remove"
    UP = "up"
    DOWN = "down"
