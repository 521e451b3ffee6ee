"""`chartdesk seal` and `assign`: what two people need before their work can be compared."""

import argparse
from typing import TYPE_CHECKING

from app.cli.commands import Commands, add_review
from app.cli.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.bootstrap import Review
    from app.domain.assigning import Plan
    from app.domain.studies import Study

WAYS = ("both", "check", "split", "pair", "audit", "third", "again", "nobody")
MANY = 99
PEOPLE = {
    (0, 0): "nobody",
    (1, 1): "one person",
    (2, 2): "two different people",
    (2, MANY): "two or more different people",
}


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
    assign = commands.add("assign", "say who charts which study, or list it", _assign)
    add_review(assign)
    assign.add_argument(
        "--way",
        choices=WAYS,
        help="to two people; one and a checker; shared out; in pairs by experience; a share drawn "
        "to be audited; who settles; a share of what you sealed, charted again; to nobody",
    )
    assign.add_argument("--to", nargs="+", metavar="NAME", default=[], help="the people, by name")
    assign.add_argument(
        *("--overlap", "--share"),
        dest="overlap",
        type=int,
        default=10,
        metavar="PERCENT",
        help="of a split, an audit or charting again; default 10",
    )
    assign.add_argument("--seed", type=int, default=1, metavar="N", help="of the draw; default 1")


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


def _assign(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    with open_review(args.dir, args.reviewer, read_only=args.way is None) as review:
        if args.way is not None:
            _deal(review, args)
        duties, loads = review.assignments.studies(), review.assignments.loads()
    names = {load.reviewer.reviewer_id: load.reviewer.name for load in loads}
    listed = []
    told = []
    for study in duties:
        roles = {names[a.reviewer_id]: a.role.value for a in study.assignments}
        sealed = sorted(names[key] for key in study.sealed_by)
        listed.append({"study": study.label, "roles": roles, "sealed_by": sealed})
        words = ", ".join(f"{name} {role}" for name, role in roles.items()) or "nobody"
        told.append(f"  {study.label}: {words}")
    people = [
        {"name": ld.reviewer.name, "given": ld.given, "sealed": ld.sealed, "to_check": ld.to_check}
        for ld in loads
    ]
    lines = [f"{p['name']}: {p['sealed']} of {p['given']} sealed" for p in people]
    return Outcome((*lines, *told), {"reviewers": people, "studies": listed})


def _deal(review: "Review", args: argparse.Namespace) -> None:
    if args.way == "again":
        _draw_again(review, args.overlap, args.seed)
        return
    studies = tuple(study.study_id for study in review.assignments.studies())
    edit = review.assignments.planned(_dealt(review, args, studies), studies)
    if edit is not None:
        drawn = f" (drawn with seed {args.seed})" if args.way in ("split", "pair", "audit") else ""
        review.extraction.apply(edit, label=f"Deal {len(studies)} studies out{drawn}")


def _draw_again(review: "Review", share: int, seed: int) -> None:
    """Draw a share of what the acting reviewer sealed, at least one, to be charted again."""
    ready = len(review.second_looks.standing().ready)
    count = min(max(1, round(ready * share / 100)), max(1, ready))
    edit, _person = review.second_looks.begun(count, seed)
    label = f"Chart {count} studies a second time (drawn with seed {seed})"
    review.extraction.apply(edit, label=label)


def _dealt(review: "Review", args: argparse.Namespace, studies: tuple[str, ...]) -> "Plan":
    """Return what the studies are to become; raises AppError for people who do not fit the way."""
    from app.domain import assigning
    from app.domain.blinding import Role
    from app.domain.errors import AppError

    people, plan = [_person(review, name) for name in args.to], review.assignments.plan()
    needed = {"both": (2, 2), "check": (2, 2), "third": (1, 1), "nobody": (0, 0)}
    fewest, most = needed.get(args.way, (2, MANY))
    if not fewest <= len(set(people)) <= most or len(set(people)) < len(people):
        raise AppError(
            f"“--way {args.way}” needs {PEOPLE[fewest, most]} behind --to. Nothing was changed."
        )
    known = review.assignments.experienced()
    able, new = [p for p in people if p in known], [p for p in people if p not in known]
    if args.way == "pair" and not (able and new):
        raise AppError(
            "Pairs need experienced and less experienced people. Nothing was changed. Mark who has "
            "charted before under Project, Reviewers."
        )
    ways: dict[str, Callable[[], Plan]] = {
        "both": lambda: assigning.both(studies, *people),
        "check": lambda: assigning.checked(studies, *people),
        "split": lambda: assigning.split(studies, people, args.overlap, args.seed),
        "pair": lambda: assigning.paired(studies, able, new, args.seed),
        "audit": lambda: assigning.audited(plan, people, args.overlap, args.seed),
        "third": lambda: assigning.settled(plan, studies, people[0]),
        "nobody": frozenset,
    }
    keeps = args.way in ("both", "check", "split", "pair")
    kept = frozenset(a for a in plan if a.role in (Role.THIRD, Role.AGAIN) and keeps)
    return ways[args.way]() | kept


def _person(review: "Review", name: str) -> str:
    from app.domain.errors import NotFound

    wanted = name.strip().casefold()
    for person in review.people.all():
        if wanted in (person.reviewer.name.casefold(), person.reviewer.initials.casefold()):
            return person.reviewer.reviewer_id
    raise NotFound(f"“{name}” is not a reviewer of this review. Nothing was changed.")
