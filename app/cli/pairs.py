"""`chartdesk seal`: complete work is sealed, so that it can be compared."""

import argparse
from typing import TYPE_CHECKING

from app.cli.commands import Commands, add_review
from app.cli.outcome import Outcome

if TYPE_CHECKING:
    from app.bootstrap import Review
    from app.domain.studies import Study


def add(commands: Commands) -> None:
    """Add the commands of this family."""
    seal = commands.add("seal", "seal complete studies, so that they can be compared", _seal)
    add_review(seal, names_who=True)
    seal.add_argument(
        "studies", metavar="STUDY", nargs="*", help="label; none: all that are complete"
    )
    seal.add_argument(
        "--complete", action="store_true", help="mark the named studies complete first"
    )
    seal.add_argument("--break", dest="reason", metavar="REASON", help="break the seal, and why")


def _seal(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    with open_review(args.dir, args.reviewer) as review:
        studies = [review.records.find_study(label) for label in args.studies]
        if args.reason is not None:
            done = [_broken(review, study, args.reason) for study in studies]
        elif studies:
            done = [_sealed(review, study, completes=args.complete) for study in studies]
        else:
            done = [label for _key, label in review.seals.ready()]
            edit = review.seals.all_sealed()
            if edit is not None:
                review.extraction.apply(edit, label="Seal my work")
    verb = "unsealed" if args.reason is not None else "sealed"
    listed = ", ".join(done) or "nothing"
    return Outcome((f"{verb.capitalize()}: {listed}.",), {verb: done})


def _sealed(review: "Review", study: "Study", *, completes: bool) -> str:
    from app.domain.edits import SetExtractionStatus
    from app.domain.studies import ExtractionStatus

    record = review.records.record(study.study_id)
    if completes and record.status is ExtractionStatus.OPEN:
        done = SetExtractionStatus(record.extraction_id, record.status, ExtractionStatus.COMPLETE)
        review.extraction.apply(done, label=f"Complete {study.label}")
    edit = review.seals.sealed(record.extraction_id)
    review.extraction.apply(edit, label=f"Seal {study.label}")
    return study.label


def _broken(review: "Review", study: "Study", reason: str) -> str:
    record = review.records.record(study.study_id)
    edit = review.seals.broken(record.extraction_id, reason)
    review.extraction.apply(edit, label=f"Break the seal of {study.label}")
    return study.label
