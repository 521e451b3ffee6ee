"""Commands that take tables of answers in: import-table."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.commands import Commands, add_review, add_reviewer, progress
from app.cli.outcome import FINE, FOUND, Outcome

if TYPE_CHECKING:
    from app.services.table_import import TableImport

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
    add_reviewer(table)


def _import(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review
    from app.domain.column_forms import form_of_columns
    from app.services.form_reading import open_form_file

    rows = open_form_file(args.file, args.sheet).rows
    uses = form_of_columns(rows, args.file.stem, "table").columns
    with open_review(args.dir, args.reviewer) as review:
        made = review.tables.plan(rows, uses)
        if not args.dry_run:
            review.tables.write(made, f"Import {args.file.name}", progress(args))
    return _outcome(made, args.file.name, dry=args.dry_run)


def _outcome(made: "TableImport", name: str, *, dry: bool) -> Outcome:
    verb = "would be" if dry else "were"
    lines = [
        f"{name}: {made.studies} studies and {made.answers} answers {verb} added, "
        f"{made.same} were there already, {len(made.refused)} cells were refused."
    ]
    lines += [f"Column without a field: {heading}" for heading in made.unused]
    lines += [
        f"Line {cell.line}, {cell.study}, {cell.field}: {cell.sentence}"
        for cell in made.refused[:MOST]
    ]
    if len(made.refused) > MOST:
        lines.append(f"and {len(made.refused) - MOST} more (--json lists them all)")
    document = {
        "studies": made.studies,
        "answers": made.answers,
        "same": made.same,
        "unused": list(made.unused),
        "refused": [
            {"line": c.line, "study": c.study, "field": c.field, "text": c.text, "why": c.sentence}
            for c in made.refused
        ],
    }
    return Outcome(tuple(lines), document, FOUND if made.refused else FINE)
