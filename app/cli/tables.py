"""Commands that take tables of answers in: import-table."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.commands import Commands, add_review, progress
from app.cli.outcome import FINE, FOUND, Outcome
from app.domain.counting import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.column_forms import ColumnUse
    from app.services.table_import import Refused, TableImport

MOST = 50  # refused cells that are printed


def add(commands: Commands) -> None:
    """Add the commands of this family."""
    table = commands.add(
        "import-table", "take in a table of answers, a study a line (1: some refused)", _import
    )
    add_review(table)
    table.add_argument("file", metavar="FILE", type=Path, help="CSV, TSV or Excel file")
    table.add_argument("--sheet", metavar="NAME", help="sheet of a workbook; the first one if none")
    table.add_argument("--dry-run", action="store_true", help="only say what would happen")


def _import(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review
    from app.domain.column_forms import form_of_columns
    from app.services.form_reading import open_form_file
    from app.services.pair_import import is_paired

    rows = open_form_file(args.file, args.sheet).rows
    uses = form_of_columns(rows, args.file.stem, "table").columns
    if is_paired(rows, uses):
        return _import_pair(args, rows, uses)
    with open_review(args.dir, args.reviewer) as review:
        made = review.tables.plan(rows, uses)
        if not args.dry_run:
            review.tables.write(made, f"Import {args.file.name}", progress(args))
    return _outcome(made, args.file.name, dry=args.dry_run)


def _import_pair(
    args: argparse.Namespace, rows: "Sequence[Sequence[str]]", uses: "Sequence[ColumnUse]"
) -> Outcome:
    """Take in the lines of two reviewers, and what their consensus line decides."""
    from app.bootstrap import open_review

    with open_review(args.dir, args.reviewer) as review:
        made = review.pairs_import.plan(rows, uses)
        if not args.dry_run:
            review.pairs_import.write(made, f"Import {args.file.name}", progress(args))
    verb = "would be" if args.dry_run else "were"
    a, b = made.reviewers
    lines = [
        f"{args.file.name}: charted apart by {a} and {b} and {verb} taken in and sealed: "
        f"{counted(len(made.labels), 'study', 'studies')}, {made.studies} of them new, "
        f"{counted(made.answers, 'answer')}."
    ]
    if not args.dry_run:
        lines.append(
            f"Taken over: {counted(made.decided, 'decision')}. "
            f"Open: {counted(made.left_open, 'line')}. "
            f"Consensus closed: {counted(made.closed, 'study', 'studies')}."
        )
    lines += [f"Charted by one only, left out: {label}" for label in made.alone]
    lines += [f"Column without a field: {heading}" for heading in made.unused]
    lines += [_refused_line(cell) for cell in made.refused[:MOST]]
    document = {
        "reviewers": [a, b],
        "studies": len(made.labels),
        "added": made.studies,
        "answers": made.answers,
        "decided": made.decided,
        "open": made.left_open,
        "closed": made.closed,
        "alone": list(made.alone),
        "unused": list(made.unused),
        "refused": [_refused(cell) for cell in made.refused],
    }
    found = made.refused or made.alone
    return Outcome(tuple(lines), document, FOUND if found else FINE)


def _refused(cell: "Refused") -> dict[str, object]:
    return {
        "line": cell.line,
        "study": cell.study,
        "field": cell.field,
        "text": cell.text,
        "why": cell.sentence,
    }


def _refused_line(cell: "Refused") -> str:
    return f"Line {cell.line}, {cell.study}, {cell.field}: {cell.sentence}"


def _outcome(made: "TableImport", name: str, *, dry: bool) -> Outcome:
    verb = "would be" if dry else "were"
    lines = [
        f"{name}: {counted(made.studies, 'study', 'studies')} and "
        f"{counted(made.answers, 'answer')} {verb} added, {made.same} there already, "
        f"{counted(len(made.refused), 'cell')} refused."
    ]
    lines += [f"Column without a field: {heading}" for heading in made.unused]
    lines += [_refused_line(cell) for cell in made.refused[:MOST]]
    if len(made.refused) > MOST:
        lines.append(f"and {len(made.refused) - MOST} more (--json lists them all)")
    document = {
        "studies": made.studies,
        "answers": made.answers,
        "same": made.same,
        "unused": list(made.unused),
        "refused": [_refused(cell) for cell in made.refused],
    }
    return Outcome(tuple(lines), document, FOUND if made.refused else FINE)
