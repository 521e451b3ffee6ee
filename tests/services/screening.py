"""Records and decisions for the tests of screening."""

from app.bootstrap import Review
from app.domain.flow import Found
from app.domain.ids import new_id
from app.domain.screening import Decision, Stage, Verdict
from app.domain.screening_edits import AddScreened, ScreenedRecord

YES = Decision(Verdict.INCLUDE)
NO = Decision(Verdict.EXCLUDE, "concept")
TITLES = ("Peer support on wards", "Telehealth at home", "Nurse-led clinics")


def add_records(
    review: Review, *titles: str, source: str = "MEDLINE", found: Found = Found.DATABASE
) -> list[str]:
    """Add records by Lee of 2020 and return their ids."""
    records = tuple(
        ScreenedRecord(
            new_id(),
            title,
            {
                "title": title,
                "author": [{"family": "Lee", "given": "A."}],
                "issued": {"date-parts": [[2020]]},
                "abstract": f"About {title}.",
            },
        )
        for title in titles or TITLES
    )
    review.extraction.apply(AddScreened(new_id(), source, found, records))
    return [record.record_id for record in records]


def decide(review: Review, record_id: str, stage: Stage, decision: Decision) -> None:
    """Decide as the reviewer who has the review open."""
    review.extraction.apply(review.screening.decide(record_id, stage, decision))
