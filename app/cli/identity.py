"""`chartdesk whoami`: as whom a review is opened on this computer."""

import argparse

from app.cli.commands import Commands, add_review
from app.cli.outcome import Outcome
from app.domain.errors import AppError
from app.domain.identity import Claim


def add(commands: Commands) -> None:
    """Add the commands of this family."""
    whoami = commands.add("whoami", "say who works on a review on this computer", _whoami)
    add_review(whoami)
    whoami.add_argument(
        "--because",
        default="",
        metavar="REASON",
        help="go on with work that was done on another computer, and why; kept in the log",
    )
    whoami.add_argument("--new", metavar="NAME", help="add yourself to the review by this name")
    whoami.add_argument("--initials", metavar="TEXT", help="initials of the new person")


def _whoami(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    with open_review(args.dir, _claim(args)) as review:
        if args.reviewer or args.new:
            review.people.be(review.reviewer.reviewer_id)
        people = review.people.all()
    me = next(person for person in people if person.is_me)
    listed = [
        {
            "name": person.reviewer.name,
            "initials": person.reviewer.initials,
            "works_here": person.is_here,
            "devices": list(person.devices),
        }
        for person in people
    ]
    lines = [f"On this computer you are {me.reviewer.name} ({me.reviewer.initials})."]
    others = [person.reviewer.name for person in people if person.is_here and not person.is_me]
    if others:
        lines.append(f"Also working here: {', '.join(others)}.")
    return Outcome(tuple(lines), {"reviewer": me.reviewer.name, "people": listed})


def _claim(args: argparse.Namespace) -> Claim | None:
    from app.creating import initials_of

    if args.new:
        if args.reviewer:
            raise AppError("Give either --as or --new. Nothing was changed.")
        return Claim(args.new, args.initials or initials_of(args.new), is_new=True)
    return Claim(args.reviewer, because=args.because) if args.reviewer else None
