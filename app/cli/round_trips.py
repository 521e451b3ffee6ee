"""Command that takes an edited workbook back: import-workbook."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.commands import Commands, add_review, progress
from app.cli.outcome import FINE, FOUND, Outcome
from app.domain.counting import counted

if TYPE_CHECKING:
    from app.domain.readback import Difference, Readback

MOST = 50  # differences that are printed


def add(commands: Commands) -> None:
    """Add the command."""
    back = commands.add(
        "import-workbook",
        "say what an edited workbook would change, or take it in (1: some can't be taken)",
        _import,
    )
    add_review(back)
    back.add_argument("file", metavar="FILE", type=Path, help="workbook that export wrote")
    taking = back.add_mutually_exclusive_group()
    taking.add_argument(
        "--accept-all",
        action="store_true",
        help="take every change, but of answers that Chartdesk changed after the export",
    )
    taking.add_argument(
        "--accept", metavar="PLACE", action="append", help="take one: “Charting table!F12”"
    )
    back.add_argument("--reason", default="", metavar="TEXT", help="kept in the history")
    back.add_argument(
        "--because",
        metavar=("PLACE", "TEXT"),
        nargs=2,
        action="append",
        default=[],
        help="the reason to take or to leave one cell, kept in the history",
    )


def _import(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    ctx = progress(args)
    with open_review(args.dir, args.reviewer) as review:
        found = review.round_trip.read(args.file, ctx)
        chosen, left = _parted(args, found)
        taken = review.round_trip.take(found, (chosen, left), args.reason, ctx)
    lines = [
        f"{found.name}: {len(found.differences)} of {counted(found.cells, 'cell')} not as here. "
        f"{taken.changed} taken, {taken.left} left, {taken.refused} can't be taken."
    ]
    lines += [_line(one) for one in found.differences[:MOST]]
    if len(found.differences) > MOST:
        lines.append(f"and {len(found.differences) - MOST} more (--json lists them all)")
    lines += found.told
    known = {(one.place, one.row) for one in chosen}
    document = {
        "cells": found.cells,
        "changed": taken.changed,
        "left": taken.left,
        "refused": taken.refused,
        "differences": [_document(one, (one.place, one.row) in known) for one in found.differences],
        "told": list(found.told),
    }
    return Outcome(tuple(lines), document, FOUND if taken.refused or found.told else FINE)


def _parted(
    args: argparse.Namespace, found: "Readback"
) -> "tuple[list[Difference], list[Difference]]":
    """Return what is taken and what is left, each with the reason that was given."""
    reasons = {place.casefold(): text.strip() for place, text in args.because}
    wanted = {place.casefold() for place in args.accept or ()}
    chosen: list[Difference] = []
    left: list[Difference] = []
    for one in found.takable:
        is_wanted = one.is_sure if args.accept_all else one.place.casefold() in wanted
        told = replace(one, reason=reasons.get(one.place.casefold(), ""))
        (chosen if is_wanted else left).append(told)
    return chosen, left


def _line(one: "Difference") -> str:
    row = f", row {one.row}" if one.row else ""
    why = f" ({one.why})" if one.why else ""
    return f"{one.place} {one.study}, {one.field}{row}: “{one.before}” → “{one.after}”{why}"


def _document(one: "Difference", taken: bool) -> dict[str, Any]:
    return {
        "place": one.place,
        "study": one.study,
        "field": one.field,
        "row": one.row,
        "before": one.before,
        "after": one.after,
        "taken": taken,
        "why": one.why,
    }
