"""The words of the flow diagram: PRISMA 2020, its use in scoping reviews, and JBI."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.flow import FOUND_WORDS
from app.export.wording import ENGLISH, Words


class Wording(StrEnum):
    """Whose words the boxes use."""

    PRISMA = "prisma"
    SCR = "scr"
    JBI = "jbi"


@dataclass(frozen=True, slots=True)
class Terms:
    """The words of one wording."""

    report: str
    study: str
    reports_of: str
    citation: str
    assessed: str
    say: Words = ENGLISH


TERMS = {
    Wording.PRISMA: Terms(
        "Reports",
        "Studies included in review",
        "Reports of included studies",
        "Citation searching",
        "Reports assessed for eligibility",
    ),
    Wording.SCR: Terms(
        "Sources of evidence",
        "Sources of evidence included",
        "Reports of included sources",
        "Citation searching",
        "Sources of evidence assessed for eligibility",
    ),
    Wording.JBI: Terms(
        "Full-text sources",
        "Sources included in the scoping review",
        "Reports of included sources",
        "Reference lists searched (third step)",
        "Full-text sources assessed",
    ),
}


def terms_in(wording: Wording, say: Words) -> Terms:
    """Return the words of a wording in a language."""
    own = TERMS[wording]
    return Terms(
        say(own.report),
        say(own.study),
        say(own.reports_of),
        say(own.citation),
        say(own.assessed),
        say,
    )


def found_by(label: str, say: Words) -> str:
    """Return how records were found, in a language where it is not the name of a source."""
    return say(label) if label in FOUND_WORDS.values() else label
