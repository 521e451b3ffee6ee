"""`chartdesk assign`: who charts which study, how fields are charted, who has charted before."""

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.cli.commands import Commands, add_review
from app.cli.outcome import Outcome
from app.domain.counting import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.bootstrap import Review
    from app.domain.assigning import Plan
    from app.domain.edits import Edit

WAYS = ("both", "check", "split", "pair", "pilot", "audit", "third", "again", "nobody")
DRAWN = ("split", "pair", "audit")
KEEPING = ("both", "check", "split", "pair", "pilot")
ROLES = ("first", "second", "checker", "third", "none")
POLICIES = {
    "single": "one person",
    "verify": "one person, and another checks",
    "double": "two people, independently",
}
MANY = 99
NEEDED = {
    "both": (2, 2),
    "check": (2, 2),
    "third": (1, 1),
    "nobody": (0, 0),
    "again": (0, 0),
    **dict.fromkeys(ROLES, (1, 1)),
}
PEOPLE = {
    (0, 0): "nobody",
    (1, 1): "one person",
    (2, 2): "two different people",
    (2, MANY): "two or more different people",
}


@dataclass(frozen=True, slots=True)
class Deal:
    """What becomes of which studies: `plan` is what is said of them now, `people` are ids."""

    way: str
    studies: tuple[str, ...]
    people: tuple[str, ...]
    plan: "Plan"
    share: int
    seed: int


def add(commands: Commands) -> None:
    """Add the command."""
    assign = commands.add("assign", "say who charts which study, or list it", _assign)
    add_review(assign)
    assign.add_argument("studies", metavar="STUDY", nargs="*", help="label; none: all studies")
    what = assign.add_mutually_exclusive_group()
    what.add_argument(
        "--way",
        choices=WAYS,
        help="to two people; one and a checker; shared out; in pairs by experience; to everybody; "
        "a share drawn to be audited; who settles; a share of what you sealed, charted again; to "
        "nobody",
    )
    what.add_argument(
        "--role", choices=ROLES, help="by hand: what one person does; the others keep theirs"
    )
    what.add_argument(
        "--policy",
        choices=tuple(POLICIES),
        help="how fields are charted of which the form says nothing (“form DIR policy” for one)",
    )
    what.add_argument(
        "--experienced", nargs="*", metavar="NAME", help="who has charted before; none: nobody"
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


def _assign(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    asks = args.way or args.role or args.policy
    reads = not asks and args.experienced is None
    with open_review(args.dir, args.reviewer, read_only=reads) as review:
        told = _changed(review, args)
        return _listed(review, told)


def _changed(review: "Review", args: argparse.Namespace) -> tuple[str, ...]:
    """Carry out what is asked, if anything, and return what is to be said of it."""
    if args.policy:
        label = f"Fields are charted by {POLICIES[args.policy]}"
        _apply(review, _policy(review, args.policy), label)
    elif args.experienced is not None:
        people = frozenset(_person(review, name) for name in args.experienced)
        _apply(review, review.assignments.with_experienced(people), "Say who has charted before")
    elif args.way == "again":
        _draw_again(review, args.overlap, args.seed)
    elif args.way or args.role:
        return _dealt_out(review, args)
    return ()


def _policy(review: "Review", said: str) -> "Edit | None":
    from app.domain.fields import Policy

    if review.assignments.policy() is Policy(said):
        return None
    return review.assignments.with_policy(Policy(said))


def _apply(review: "Review", edit: "Edit | None", label: str) -> None:
    if edit is not None:
        review.extraction.apply(edit, label=label)


def _dealt_out(review: "Review", args: argparse.Namespace) -> tuple[str, ...]:
    named = tuple(review.records.find_study(label).study_id for label in args.studies)
    studies = named or tuple(study.study_id for study in review.assignments.studies())
    chosen = frozenset(studies)
    deal = Deal(
        way=args.way or args.role,
        studies=studies,
        people=tuple(_person(review, name) for name in args.to),
        plan=frozenset(a for a in review.assignments.plan() if a.study_id in chosen),
        share=args.overlap,
        seed=args.seed,
    )
    _require_people(deal, "--way" if args.way else "--role")
    plan = _by_hand(deal) if args.role else _dealt(review, deal)
    drawn = f" (drawn with seed {args.seed})" if args.way in DRAWN else ""
    label = f"Deal {counted(len(studies), 'study', 'studies')} out{drawn}"
    _apply(review, review.assignments.planned(plan, studies), label)
    return _left_out(deal, plan) if args.way == "third" else ()


def _require_people(deal: Deal, option: str) -> None:
    from app.domain.errors import AppError

    fewest, most = NEEDED.get(deal.way, (2, MANY))
    count = len(deal.people)
    if not fewest <= count <= most or len(set(deal.people)) < count:
        raise AppError(
            f"“{option} {deal.way}” needs {PEOPLE[fewest, most]} behind --to. Nothing was changed."
        )


def _by_hand(deal: Deal) -> "Plan":
    from app.domain.assigning import Assignment
    from app.domain.blinding import Role

    (person,) = deal.people
    others = frozenset(one for one in deal.plan if one.reviewer_id != person)
    if deal.way == "none":
        return others
    return others | {Assignment(study, person, Role(deal.way)) for study in deal.studies}


def _dealt(review: "Review", deal: Deal) -> "Plan":
    """Return what the studies are to become; raises AppError where nobody has charted before."""
    from app.domain import assigning
    from app.domain.errors import AppError

    known = review.assignments.experienced()
    able = [person for person in deal.people if person in known]
    new = [person for person in deal.people if person not in known]
    if deal.way == "pair" and not (able and new):
        raise AppError(
            "Pairs need experienced and less experienced people. Nothing was changed. Mark who has "
            "charted before with “--experienced NAME”, or under Project, Reviewers."
        )
    studies, people = deal.studies, deal.people
    ways: dict[str, Callable[[], Plan]] = {
        "both": lambda: assigning.both(studies, *people),
        "check": lambda: assigning.checked(studies, *people),
        "split": lambda: assigning.split(studies, people, deal.share, deal.seed),
        "pair": lambda: assigning.paired(studies, able, new, deal.seed),
        "pilot": lambda: assigning.piloted(studies, people),
        "audit": lambda: assigning.audited(deal.plan, people, deal.share, deal.seed),
        "third": lambda: assigning.settled(deal.plan, studies, people[0]),
        "nobody": frozenset,
    }
    return ways[deal.way]() | _kept(deal)


def _kept(deal: Deal) -> "Plan":
    """Return who settles or charts again: dealing studies out to chart leaves them there."""
    from app.domain.blinding import Role

    keeps = deal.way in KEEPING
    return frozenset(a for a in deal.plan if a.role in (Role.THIRD, Role.AGAIN) and keeps)


def _left_out(deal: Deal, plan: "Plan") -> tuple[str, ...]:
    from app.domain.blinding import Role

    settled = {one.study_id for one in plan if one.role is Role.THIRD}
    left = len(set(deal.studies) - settled)
    if not left:
        return ()
    return (f"{counted(left, 'study', 'studies')} left out: who charts a study can't settle it.",)


def _draw_again(review: "Review", share: int, seed: int) -> None:
    """Draw a share of what the acting reviewer sealed, at least one, to be charted again."""
    ready = len(review.second_looks.standing().ready)
    count = min(max(1, round(ready * share / 100)), max(1, ready))
    edit, _person = review.second_looks.begun(count, seed)
    again = counted(count, "study", "studies")
    label = f"Chart {again} a second time (drawn with seed {seed})"
    review.extraction.apply(edit, label=label)


def _listed(review: "Review", told: tuple[str, ...]) -> Outcome:
    duties, loads = review.assignments.studies(), review.assignments.loads()
    policy, able = review.assignments.policy(), review.assignments.experienced()
    names = {load.reviewer.reviewer_id: load.reviewer.name for load in loads}
    listed, lines = [], []
    for study in duties:
        roles: dict[str, str] = {}
        for one in study.assignments:
            roles[names[one.reviewer_id]] = one.role.value
        audited = sorted(names[a.reviewer_id] for a in study.assignments if a.is_audited)
        sealed = sorted(names[key] for key in study.sealed_by)
        entry = {"study": study.label, "roles": roles, "sealed_by": sealed, "audited": audited}
        listed.append(entry)
        lines.append(f"  {study.label}: {_roles(roles, audited)}")
    people = [
        {
            "name": ld.reviewer.name,
            "given": ld.given,
            "sealed": ld.sealed,
            "to_check": ld.to_check,
            "experienced": ld.reviewer.reviewer_id in able,
        }
        for ld in loads
    ]
    heads = [
        f"{p['name']}: {p['sealed']} of {p['given']} sealed"
        + (f", {p['to_check']} to check" if p["to_check"] else "")
        + (", has charted before" if p["experienced"] else "")
        for p in people
    ]
    first = f"Fields are charted by {POLICIES[policy.value]}, where the form says nothing else."
    document = {"policy": policy.value, "reviewers": people, "studies": listed}
    return Outcome((*told, first, *heads, *lines), document)


def _roles(roles: dict[str, str], audited: "Sequence[str]") -> str:
    said = (f"{name} {role}{' (audit)' if name in audited else ''}" for name, role in roles.items())
    return ", ".join(said) or "nobody"


def _person(review: "Review", name: str) -> str:
    from app.domain.errors import AppError, NotFound
    from app.domain.twice import first_looks

    wanted = name.strip().casefold()
    people = [person.reviewer for person in review.people.all()]
    for person in people:
        if wanted in (person.name.casefold(), person.initials.casefold()):
            break
    else:
        raise NotFound(f"“{name}” is not a reviewer of this review. Nothing was changed.")
    if person.reviewer_id in first_looks(people):
        raise AppError(
            f"{person.name} stands for a second look and is given studies by “--way again” only. "
            "Nothing was changed."
        )
    return person.reviewer_id
