"""`chartdesk form DIR policy`: by how many people each field is charted."""

import argparse
from typing import TYPE_CHECKING

from app.cli.commands import Commands
from app.cli.outcome import Outcome
from app.domain.counting import counted
from app.domain.errors import NotFound

if TYPE_CHECKING:
    from app.bootstrap import Review
    from app.domain.fields import Field, Form

OWN = ("single", "verify", "double")
REVIEW = "review"


def add(form: Commands) -> None:
    """Add the command below `form`."""
    policy = form.add(
        "policy", "list by how many people each field is charted, or say it in the draft", _policy
    )
    policy.add_argument("fields", metavar="FIELD", nargs="*", help="field id; none: all fields")
    policy.add_argument(
        "--set",
        dest="said",
        choices=(*OWN, REVIEW),
        help="one person; one and a checker; two, independently; as the review says (“assign DIR "
        "--policy”)",
    )


def _policy(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    with open_review(args.dir, args.reviewer, read_only=args.said is None) as review:
        told = _set(review, args) if args.said else ()
        form, default = _form(review), review.assignments.policy()
    fields = _chosen(form, args.fields)
    listed = [
        {
            "field_id": field.field_id,
            "label": field.label,
            "policy": (field.policy or default).value,
            "own": field.policy is not None,
        }
        for field in fields
    ]
    lines = [
        f"{one['policy']:<7}{'' if one['own'] else '(review)':<9} {one['field_id']:<32} "
        f"{one['label']}"
        for one in listed
    ]
    return Outcome((*told, *lines), {"review": default.value, "fields": listed})


def _set(review: "Review", args: argparse.Namespace) -> tuple[str, ...]:
    from app.domain.edits import Together

    fields = _chosen(_form(review), args.fields)
    moves, policy = review.design.moves(), None if args.said == REVIEW else args.said
    edits = tuple(
        moves.change_field(field.field_id, {"policy": policy})
        for field in fields
        if (field.policy.value if field.policy else None) != policy
    )
    if edits:
        said = counted(len(edits), "field")
        label = f"Say how {said} of the form {'is' if len(edits) == 1 else 'are'} charted"
        review.extraction.apply(review.design.begun(Together(edits)), label=label)
    return (
        f"{counted(len(edits), 'field')} of the draft changed.",
        "“form DIR publish --reason ...” puts it into use.",
    )


def _form(review: "Review") -> "Form":
    """Return the draft, or the version in use where there is none."""
    from app.domain.form_draft import form_of

    return form_of(review.design.document())


def _chosen(form: "Form", names: list[str]) -> "tuple[Field, ...]":
    wrong = next((name for name in names if not form.has(name)), None)
    if wrong is not None:
        raise NotFound(f"The form has no field “{wrong}”. Nothing was changed.")
    fields = form.study_fields
    return tuple(field for field in fields if not names or field.field_id in names)
