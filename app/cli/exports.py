"""Command that writes the charting table, or the papers with their quotes marked: export."""

import argparse
from os.path import isdir
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.commands import Command, Commands, add_review, opened_to_read, progress
from app.cli.outcome import FINE, FOUND, Outcome
from app.domain.counting import counted
from app.domain.errors import AppError

if TYPE_CHECKING:
    from datetime import date

    from app.export.choices import Whose
    from app.export.model import ReviewTable
    from app.export.review_log import ReviewLog
    from app.jobs import JobContext

TABLES = ("xlsx", "csv", "json")
ANNOTATED = "annotated-pdf"
REFERENCES = ("ris", "csl-json")
BUNDLE = "bundle"
BLANK = "blank-xlsx"
WORD = "docx"
PARTS = (
    "methods", "flow", "characteristics", "searches", "excluded", "instrument", "checklist",
)  # fmt: skip
DIAGRAMS = ("prisma-svg", "prisma-pdf", "prisma-png", "prisma-docx")
APPRAISAL = "appraisal-svg"
FORMATS = (*TABLES, BLANK, ANNOTATED, *REFERENCES, *DIAGRAMS, APPRAISAL, BUNDLE, WORD)
WORDINGS = ("prisma", "scr", "jbi")
FILE_ENDINGS = ("pdf", "xls", "xlsm", "ods", "tsv", "txt", "doc", "html", "xml", "zip")


def add(commands: Commands) -> None:
    """Add the commands of this family."""
    export = commands.add("export", "write the charted studies; never over a file", _export)
    add_review(export)
    export.add_argument(
        "out",
        metavar="OUT",
        type=Path,
        help="new .xlsx, .csv or .json file, or a folder for a dated file (or folder of PDFs)",
    )
    export.add_argument("--format", choices=FORMATS, help="default: by the file's ending, or xlsx")
    export.add_argument(
        "--shape", choices=("wide", "tidy"), default="wide", help="CSV: a line a study or an answer"
    )
    export.add_argument("--no-bom", action="store_true", help="CSV: without a byte order mark")
    export.add_argument(
        "--page-after-value", action="store_true", help="workbook: “412 (p. 3)” for “412”"
    )
    export.add_argument(
        "--separator", default=";", metavar="TEXT", help="workbook: between the words of a list"
    )
    export.add_argument("--letter", action="store_true", help="workbook: prints on Letter, not A4")
    export.add_argument(
        "--language",
        metavar="CODE",
        default="en",
        help="of headings and sentences, as fr: workbook, Word, flow diagram, wide CSV",
    )
    whose = export.add_mutually_exclusive_group()
    whose.add_argument("--final", action="store_true", help="what two agreed and decided")
    whose.add_argument("--both", action="store_true", help="two lines a study that two sealed")
    export.add_argument(
        "--wording", choices=WORDINGS, help="words of the flow diagram; else as in the window"
    )
    export.add_argument(
        "--part", choices=PARTS, action="append", default=[], help="docx: may repeat; default: all"
    )
    export.add_argument(
        "--included", action="store_true", help="references: those of the included studies only"
    )


def _export(args: argparse.Namespace) -> Outcome:
    kind = format_of(args)
    others: dict[str, Command] = {
        APPRAISAL: _export_appraisal,
        BLANK: _export_blank,
        BUNDLE: _export_bundle,
        WORD: _export_word,
        ANNOTATED: _export_papers,
        **dict.fromkeys(REFERENCES, _export_references),
        **dict.fromkeys(DIAGRAMS, _export_diagram),
    }
    if kind in (*TABLES, ANNOTATED):
        _refuse_contradiction(args)
    if kind in others:
        return others[kind](args)
    ctx = progress(args)
    with opened_to_read(args) as review:
        table = review.exports.table(_whose(args), ctx)
        path = _path(args, table)
        log = review.exports.log() if format_of(args) == "xlsx" else None
        _write(args, (table, log), path, ctx)
    studies = len({entry.study.study_id for entry in table.records})
    fields = len(table.form.study_fields)
    charted = counted(studies, "study", "studies")
    line = f"Exported {charted}, {counted(fields, 'field')}: {path}"
    return Outcome((line,), {"path": str(path), "studies": studies, "fields": fields})


def _export_papers(args: argparse.Namespace) -> Outcome:
    """Write copies of the papers; 1 when one of them could not be written."""
    from app.export.annotated_pdf import write_annotated_copies

    with opened_to_read(args) as review:
        table = review.records.export_table()
        done = write_annotated_copies(table, args.out, review.papers.write_copy, progress(args))
    copies, marks = counted(done.papers, "paper"), counted(done.marks, "mark")
    line = f"Wrote {copies} with {marks}: {done.folder}"
    found = {
        "path": str(done.folder),
        "papers": done.papers,
        "marks": done.marks,
        "problems": list(done.problems),
    }
    return Outcome((*done.problems, line), found, FOUND if done.problems else FINE)


def _export_references(args: argparse.Namespace) -> Outcome:
    """Write the records of the library, duplicates once, or those of the included reports."""
    from app.export.csl_json import write_csl_json
    from app.export.ris import write_ris
    from app.services.acting import local_now

    is_ris = format_of(args) == "ris"
    endings = (".ris", ".txt") if is_ris else (".json",)
    with opened_to_read(args) as review:
        title, day = review.info().title, local_now().date()
        path = _named(args.out, f"{title} references", day, endings)
        if args.included:
            references = iter([dict(one.csl) for one in review.citations.included()])
        else:
            references = review.library.references()
        count = write_ris(references, path) if is_ris else write_csl_json(references, path)
    line = f"Wrote {count} {'reference' if count == 1 else 'references'}: {path}"
    return Outcome((line,), {"path": str(path), "references": count})


def _export_blank(args: argparse.Namespace) -> Outcome:
    """Write the form as an empty instrument."""
    from app.export.blank import write_blank
    from app.export.model import ExportOptions
    from app.services.acting import local_now

    with opened_to_read(args) as review:
        form = review.forms.current()
    path = _named(args.out, f"{form.name} blank", local_now().date(), (".xlsx",))
    options = ExportOptions(letter_paper=args.letter, language=_language(args))
    write_blank(form, path, options, progress(args))
    return Outcome((f"Wrote the empty instrument: {path}",), {"path": str(path)})


def _export_bundle(args: argparse.Namespace) -> Outcome:
    """Write data, codebook and quotes as one ZIP, without the papers."""
    from app.export.bundle.writing import write_bundle

    with opened_to_read(args) as review:
        table, cited = review.exports.table(_whose(args)), review.citations.included()
    path = _named(args.out, f"{table.title} evidence", table.made_at.date(), (".zip",))
    done = write_bundle(table, cited, path, progress(args))
    quotes, of = counted(done.quotes, "quote"), counted(done.studies, "study", "studies")
    line = f"Wrote {quotes} of {of}: {path}"
    found = {"path": str(path), "studies": done.studies, "quotes": done.quotes}
    return Outcome((line,), {**found, "papers": done.papers})


def _export_word(args: argparse.Namespace) -> Outcome:
    """Write methods, tables, appendices and checklist as one Word document."""
    from app.export.model import ExportOptions
    from app.export.word.parts import Part
    from app.export.word.writing import Wanted, contents_of, write_word

    ctx = progress(args)
    with opened_to_read(args) as review:
        table = review.exports.table(_whose(args), ctx)
        options = ExportOptions(letter_paper=args.letter, language=_language(args))
        contents = contents_of(table, review.exports.log(), options)
        path = _named(args.out, f"{table.title} report", table.made_at.date(), (".docx",))
        wanted = Wanted(tuple(map(Part, args.part)), review.methods.own())
        written = write_word(contents, path, wanted, ctx)
    named = ", ".join(part.value for part in written)
    document = {"path": str(path), "parts": [part.value for part in written]}
    return Outcome((f"Wrote {named}: {path}",), document)


def _named(out: Path, title: str, day: "date", endings: tuple[str, ...]) -> Path:
    """Return the file asked for, or a dated one in the folder asked for; raises AppError."""
    from app.export.files import export_path

    ending = out.suffix.casefold()
    if ending in endings and not isdir(out):
        return out
    if isdir(out) or not ending:
        return export_path(out, title, day, endings[0])
    raise AppError(f"{out} does not end in {' or '.join(endings)}. Nothing was written.")


def _export_diagram(args: argparse.Namespace) -> Outcome:
    """Write the flow diagram; 1 when its numbers do not add up."""
    from app.domain.flow import begun, warnings
    from app.export.files import export_path
    from app.export.prisma import diagram
    from app.export.prisma_files import measure, write_diagram
    from app.export.prisma_words import Wording
    from app.export.wording import words_in

    kind = f".{format_of(args).partition('-')[2]}"
    ending = args.out.suffix.casefold()
    if ending and ending != kind and not isdir(args.out):
        raise AppError(
            f"{args.out} ends in {args.out.suffix}, but --format says {kind}. Nothing was written."
        )
    with opened_to_read(args) as review:
        flow, title = begun(review.flow.flow()), review.title()
        wording = Wording(args.wording or review.flow.wording())
        day = review.records.export_table().made_at.date()
    path = args.out
    if ending != kind:
        path = export_path(args.out, f"{title} flow", day, kind)
    write_diagram(diagram(flow, measure(), wording, say=words_in(_language(args))), path)
    said = [f"rule {warned.rule}: {warned.sentence}" for warned in warnings(flow)]
    document = {"path": str(path), "warnings": said}
    return Outcome((*said, f"Wrote the flow diagram: {path}"), document, FOUND if said else FINE)


def _export_appraisal(args: argparse.Namespace) -> Outcome:
    """Write how the items of the checklists were answered."""
    from app.export.appraisal_figure import write_appraisal_figure
    from app.export.files import export_path

    ending = args.out.suffix.casefold()
    if ending not in ("", ".svg") and not isdir(args.out):
        raise AppError(f"{args.out} does not end in .svg. Nothing was written.")
    with opened_to_read(args) as review:
        table = review.records.export_table()
    named = ending == ".svg" and not isdir(args.out)
    day = table.made_at.date()
    path = args.out if named else export_path(args.out, f"{table.title} appraisal", day, ".svg")
    write_appraisal_figure(table, path)
    return Outcome((f"Wrote the appraisal figure: {path}",), {"path": str(path)})


def _language(args: argparse.Namespace) -> str:
    from app.export.wording import languages

    if args.language not in languages():
        raise AppError(
            f"Chartdesk has no headings in “{args.language}”. Nothing was written. "
            f"There are: {', '.join(languages())}."
        )
    return str(args.language)


def _whose(args: argparse.Namespace) -> "Whose":
    from app.export.choices import Whose

    if args.final:
        return Whose.FINAL
    return Whose.BOTH if args.both else Whose.OWN


def format_of(args: argparse.Namespace) -> str:
    """Return the format asked for, else the one that the file's ending names, else xlsx."""
    by_ending = {".docx": WORD, ".ris": REFERENCES[0], ".zip": BUNDLE}
    other = None if isdir(args.out) else by_ending.get(args.out.suffix.casefold())
    return str(args.format or _ending(args.out) or other or FORMATS[0])


def _ending(out: Path) -> str | None:
    """Return the format that the file's ending names; None for a folder."""
    ending = out.suffix.removeprefix(".").casefold()
    return ending if ending in TABLES else None


def _refuse_contradiction(args: argparse.Namespace) -> None:
    """Refuse a file of another kind than is written; raises AppError.

    Other endings are allowed: a folder may be called “v1.2”.
    """
    named = _ending(args.out)
    if args.out.suffix.removeprefix(".").casefold() in FILE_ENDINGS and not isdir(args.out):
        raise AppError(
            f"Chartdesk does not write {args.out.suffix} files. Nothing was written. "
            "End the name in .xlsx, .csv or .json, or name a folder."
        )
    if named and args.format and named != args.format:
        raise AppError(
            f"{args.out} ends in .{named}, but --format says {args.format}. Nothing was written."
        )


def _path(args: argparse.Namespace, table: "ReviewTable") -> Path:
    from app.export.files import export_path

    out: Path = args.out
    if _ending(out) and not isdir(out):
        return out
    return export_path(out, table.title, table.made_at.date(), f".{format_of(args)}")


def _write(
    args: argparse.Namespace,
    contents: "tuple[ReviewTable, ReviewLog | None]",
    path: Path,
    ctx: "JobContext",
) -> None:
    kind, (table, log) = format_of(args), contents
    if kind == "json":
        from app.export.json_export import write_json

        write_json(table, path, ctx)
    elif kind == "csv":
        from app.export.csv_export import CsvStyle, Shape, write_csv

        shape, language = Shape(args.shape), _language(args)
        write_csv(table, path, shape, ctx, CsvStyle(not args.no_bom, language))
    else:
        from app.export.model import ExportOptions
        from app.export.workbook import write_workbook

        options = ExportOptions(
            page_after_value=args.page_after_value,
            list_separator=f"{args.separator.strip()} ",
            letter_paper=args.letter,
            language=_language(args),
        )
        write_workbook(table, path, ctx, options, log)
