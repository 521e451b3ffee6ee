"""A made-up log of a review for the tests of the exporters."""

from collections.abc import Sequence

from app.domain.blinding import Role
from app.domain.flow import Flow, Found
from app.domain.library import Search
from app.export.excluded import ExcludedSource
from app.export.review_log import AuditLine, Pilot, ReviewLog, Working

FLOW = Flow(
    databases=(("MEDLINE", 60), ("Embase", 45)),
    duplicates=25,
    screened=80,
    excluded=60,
    sought=20,
    not_retrieved=2,
    assessed=18,
    ineligible=7,
    reasons=(("Wrong population", 4), ("Wrong concept", 3)),
    studies=10,
    reports=11,
    charted=10,
)
MEDLINE = Search(
    search_id="s1",
    database="MEDLINE",
    found=Found.DATABASE,
    platform="Ovid",
    searched_on="2025-03-01",
    strategy="1 exp Borderline Personality Disorder/\n2 peer support.mp.\n3 1 and 2",
    limits="English",
    files=("medline.ris",),
    records=60,
    reported=61,
)
EMBASE = Search("s2", "Embase", Found.DATABASE, "", "2025-03-02", "", "", ("embase.ris",), 45)
EXCLUDED = (
    ExcludedSource("Lee A (2020). A trial. https://doi.org/10.1/x", "Wrong concept"),
    ExcludedSource("Kim B (2021). =1+1", "Wrong population", "Wrong context", "Children only"),
)
EDITS = (
    AuditLine(1, "2026-01-02T10:00:00.000000+00:00", "Anna Berg", "laptop", "Add", "add study"),
    AuditLine(
        2, "2026-01-02T10:05:00.000000+00:00", "Anna Berg", "laptop", "Fill", "fill answer",
        "Berg 2020", "Sample size", "", "412",
    ),
)  # fmt: skip


def log(audit: Sequence[AuditLine] = EDITS) -> ReviewLog:
    """Return a log with two searches, a flow that adds up and two edits."""
    working = Working(
        ("Anna Berg", "Ben Ort"),
        (2, 2),
        (Pilot(3, "2025-02-01", 87.5),),
        {Role.FIRST: 10},
        {"Anna Berg": 6, "Ben Ort": 4},
    )
    return ReviewLog(
        searches=(MEDLINE, EMBASE),
        excluded=EXCLUDED,
        flow=FLOW,
        audit=audit,
        working=working,
    )
