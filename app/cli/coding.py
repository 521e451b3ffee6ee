"""Command of the content analysis: codes."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.commands import Commands, add_review, opened_to_read
from app.cli.outcome import Outcome
from app.domain.counting import counted

if TYPE_CHECKING:
    from app.domain.codes import Frequency
    from app.services.coding import Compared


def add(commands: Commands) -> None:
    """Add the commands of this family."""
    codes = commands.add("codes", "count the codes of the content analysis", _codes)
    add_review(codes)
    codes.add_argument("--field", metavar="FIELD", default="", help="id of one field")
    codes.add_argument(
        "--add", metavar="FILE", type=Path, help="take in a list of codes: CSV, Excel or .qdc"
    )
    codes.add_argument(
        "--final", action="store_true", help="with the final answers instead of one's own"
    )
    codes.add_argument(
        "--framework", metavar="FILE", type=Path, help="write the codes as CSV or REFI-QDA (.qdc)"
    )
    codes.add_argument("--counts", metavar="FILE", type=Path, help="write the counts as CSV")
    codes.add_argument("--segments", metavar="FILE", type=Path, help="write what is coded as CSV")


def _codes(args: argparse.Namespace) -> Outcome:
    from app.domain.coded import Coding
    from app.export.coded import write_counts, write_framework, write_segments

    lines = _added(args) if args.add else []
    with opened_to_read(args) as review:
        counts = review.coding.counts(args.field)
        compared = review.coding.compared(args.field) if args.field else ()
        coding = Coding(review.coding.codes(), review.coding.segments(args.field))
        names = {person.reviewer_id: person.name for person in review.info().reviewers}
        whole = review.consensus.final_table() if args.final else review.records.export_table()
    lines += [
        f"{'  ' * one.level}{one.code.label}: {counted(one.segments, 'segment')}, "
        f"{counted(one.sources, 'source')}"
        for one in counts
    ]
    if args.framework:
        lines.append(f"Wrote {write_framework(coding.codes, args.framework)}")
    if args.counts:
        lines.append(f"Wrote {write_counts(counts, args.counts)}")
    if args.segments:
        written = write_segments(whole, coding, names, args.segments)
        lines.append(f"Wrote {counted(written, 'segment')}: {args.segments}")
    lines += map(_pair_line, compared)
    document = {"codes": list(map(_code, counts)), "agreement": list(map(_pair, compared))}
    return Outcome(tuple(lines or ["There is no code yet."]), document)


def _added(args: argparse.Namespace) -> list[str]:
    """Take a list of codes in and say what it came to."""
    from app.bootstrap import open_review
    from app.sheets.code_lists import read_codes

    entries = read_codes(args.add)
    with open_review(args.dir, args.reviewer) as review:
        edit, found = review.coding.taken_in(entries)
        if edit is not None:
            review.extraction.apply(edit, label=f"Take codes in from {args.add.name}")
    told = f"{counted(len(found.added), 'code')} added, {len(found.defined)} defined"
    return [f"{told}, {found.known} there already."]


def _code(one: "Frequency") -> dict[str, Any]:
    return {
        "id": one.code.code_id,
        "label": one.code.label,
        "definition": one.code.definition,
        "parent": one.code.parent or None,
        "origin": one.code.origin.value,
        "segments": one.segments,
        "sources": one.sources,
        "segments_below": one.all_segments,
        "sources_below": one.all_sources,
    }


def _pair_line(pair: "Compared") -> str:
    shared = pair.agreement.shared
    told = shared.why if shared.value is None else f"{100 * shared.value:.0f}%"
    people = f"{pair.first} and {pair.second}"
    return f"{people}: {told} of the codes in common, {pair.agreement.units} units"


def _pair(pair: "Compared") -> dict[str, Any]:
    return {
        "reviewers": [pair.first, pair.second],
        "units": pair.agreement.units,
        "shared": pair.agreement.shared.value,
        "codes": [
            {
                "label": one.code.label,
                "both": one.both,
                "only_first": one.only_first,
                "only_second": one.only_second,
                "kappa": one.kappa.value,
                "why": one.kappa.why,
            }
            for one in pair.agreement.codes
        ],
    }
