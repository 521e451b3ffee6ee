"""Command that draws a figure of the charted studies: figure."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.commands import Commands, add_review, opened_to_read
from app.cli.outcome import Outcome
from app.domain.errors import AppError
from app.domain.fields import Form

if TYPE_CHECKING:
    from app.export.choices import Whose

KINDS = ("flow", "years", "countries", "map", "bars", "stacked", "heat", "gap", "upset")
ENDINGS = (".svg", ".pdf", ".png", ".tiff", ".tif", ".csv")


def add(commands: Commands) -> None:
    """Add the commands of this family."""
    figure = commands.add("figure", "draw the flow diagram, years, countries, maps, grids", _figure)
    add_review(figure)
    figure.add_argument("kind", metavar="KIND", choices=KINDS, help=", ".join(KINDS))
    figure.add_argument(
        "out", metavar="FILE", type=Path, help=f"new file: {', '.join(ENDINGS)} (its numbers)"
    )
    figure.add_argument(
        "--field", metavar="FIELD", action="append", default=[], help="key or label; may repeat"
    )
    figure.add_argument("--width", metavar="MM", type=int, default=174, help="84, 174 (default)…")
    figure.add_argument("--grey", action="store_true", help="black and white")
    figure.add_argument("--title", action="store_true", help="print the title in the figure")
    figure.add_argument("--final", action="store_true", help="count what two agreed and decided")
    figure.add_argument("--top", metavar="N", type=int, default=15, help="labels that are named")


def _figure(args: argparse.Namespace) -> Outcome:
    from app.export.charts.choices import Choices, Kind, suggested
    from app.export.charts.figure import figure_of, write_figure
    from app.export.charts.writing import write_numbers

    if args.out.suffix.casefold() not in ENDINGS:
        raise AppError(f"{args.out} does not end in {', '.join(ENDINGS)}. Nothing was written.")
    if not 40 <= args.width <= 400:
        raise AppError("A figure is 40 to 400 mm wide. Nothing was written.")
    kind = Kind(args.kind)
    with opened_to_read(args) as review:
        numbers = review.charts.numbers(review.exports.table(_whose(args)))
    form = numbers.table.form
    fields = tuple(_field_id(form, text) for text in args.field)
    if not fields:
        fields = next((c.fields for c in suggested(form) if c.kind is kind), ())
    choices = Choices(
        kind, fields, top=args.top, width=args.width, grey=args.grey, title=args.title
    )
    figure = figure_of(numbers, choices)
    write = write_numbers if args.out.suffix.casefold() == ".csv" else write_figure
    path = write(figure, args.out)
    head, *rows = figure.table
    document = {
        "path": str(path),
        "n": figure.n,
        "caption": figure.caption,
        "alt_text": figure.alt,
        "table": [dict(zip(head, row, strict=True)) for row in rows],
    }
    return Outcome((figure.caption, f"Wrote {path}"), document)


def _whose(args: argparse.Namespace) -> "Whose":
    from app.export.choices import Whose

    return Whose.FINAL if args.final else Whose.OWN


def _field_id(form: Form, text: str) -> str:
    """Return the field that a key, label or number names; raises AppError."""
    from app.export.charts.choices import REFERENCE_YEAR, countable

    wanted = text.strip().casefold()
    if wanted in ("year", REFERENCE_YEAR):
        return REFERENCE_YEAR
    for field in countable(form):
        names = (field.field_id, field.key, field.label, str(form.number_of(field.field_id)))
        if wanted in (name.casefold() for name in names):
            return field.field_id
    raise AppError(
        f"The form has no field “{text}” whose answers can be counted. Nothing was written. "
        "“chartdesk form DIR show” lists the fields."
    )
