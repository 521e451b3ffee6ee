"""What became of every record, for the file of decisions and the appendix of excluded sources."""

from collections.abc import Mapping

from sqlalchemy import select

from app.domain.screening import (
    NO_DECISION,
    Decision,
    Outcome,
    Retrieval,
    Stage,
    Verdict,
    Votes,
    reasons_from_json,
)
from app.export.screening_csv import ScreeningLine
from app.services.screening import names_of
from app.services.screening_rows import REASONS, policy_in, setting_in, votes_in
from app.services.store import Store
from db.models import RecordRow, SearchRow

WORDS = {
    Outcome.OPEN: "",
    Outcome.INCLUDED: "include",
    Outcome.EXCLUDED: "exclude",
    Outcome.REASONS_DIFFER: "exclude",
    Outcome.CONFLICT: "conflict",
    Outcome.UNSURE: "unsure",
}
RETRIEVED = {Retrieval.SOUGHT: "", Retrieval.RETRIEVED: "yes", Retrieval.NOT_RETRIEVED: "no"}


def screening_lines(store: Store) -> tuple[ScreeningLine, ...]:
    """Return a line a record, duplicates too; only what all together decided, nobody's own."""
    with store.reading() as session:
        policy, votes = policy_in(session), votes_in(session)
        labels = {r.key: r.label for r in reasons_from_json(setting_in(session, REASONS))}
        joined = (
            select(RecordRow, SearchRow.database)
            .outerjoin(SearchRow, SearchRow.id == RecordRow.search_id)
            .order_by(RecordRow.id)
        )
        found = []
        for row, source in session.execute(joined):
            outcomes = {
                stage: votes[stage].get(row.id, Votes(stage)).outcome(policy.needed(stage))
                for stage in Stage
            }
            said = _deciding(votes, row.id, policy.needed(Stage.FULL))
            found.append(
                ScreeningLine(
                    record_id=row.id,
                    title=row.title,
                    authors=names_of(row.csl.get("author")),
                    year=str(row.year or ""),
                    doi=row.doi or "",
                    source=source or "",
                    title_outcome=WORDS[outcomes[Stage.TITLE]],
                    retrieved=RETRIEVED.get(Retrieval(row.retrieval), ""),
                    full_outcome=WORDS[outcomes[Stage.FULL]],
                    reason=labels.get(said.reason or "", ""),
                    further="; ".join(labels.get(key, key) for key in said.further),
                    note=said.note,
                    quote=said.quote,
                    page="" if said.page is None else str(said.page + 1),
                )
            )
    return tuple(found)


def _deciding(votes: Mapping[Stage, Mapping[str, Votes]], record_id: str, needed: int) -> Decision:
    """Return the decision that gives an excluded full text its reason."""
    found = votes[Stage.FULL].get(record_id, Votes(Stage.FULL))
    if found.final.is_made:
        return found.final
    if found.outcome(needed) is not Outcome.EXCLUDED:
        return NO_DECISION
    return next(d for d in found.made.values() if d.verdict is Verdict.EXCLUDE)
