"""Which rows of repeating groups two reviewers have in common."""

from collections.abc import Collection

from app.services.consensus import ConsensusService


def row_keys(consensus: ConsensusService, studies: Collection[str]) -> dict[str, str]:
    """Return the key that each row of these studies has in the final records, where sealed."""
    sealed = sorted(consensus.sealed_studies() & set(studies))
    pairs = [pair for study_id in sealed for pair in consensus.compared(study_id).pairs]
    return {row: pair.row_key for pair in pairs for row in (pair.first, pair.second) if row}
