"""Commands of the library: add-references, duplicates."""

import argparse
from dataclasses import asdict
from pathlib import Path

from app.cli.commands import Commands, add_review, add_reviewer, opened_to_read, progress
from app.cli.outcome import FINE, FOUND, Outcome
from app.domain.flow import Found
from app.domain.ids import new_id
from app.domain.library import ReadFile, SearchDraft

NAMED = 20  # notices and pairs that are printed


def add(commands: Commands) -> None:
    """Add the commands of this family."""
    taken = commands.add(
        "add-references", "take exports of one search in, whatever their format (1: look)", _add
    )
    add_review(taken)
    taken.add_argument("file", metavar="FILE", nargs="+", type=Path, help="the exports")
    taken.add_argument("--database", metavar="NAME", help="default: the name of the first file")
    taken.add_argument("--platform", metavar="NAME", default="", help="such as Ovid or EBSCOhost")
    taken.add_argument("--date", metavar="YYYY-MM-DD", default="", help="when it was searched")
    taken.add_argument("--strategy", metavar="TEXT", default="", help="the search as it was run")
    taken.add_argument("--limits", metavar="TEXT", default="", help="limits that were set")
    taken.add_argument(
        "--kind",
        choices=[kind.value for kind in Found],
        default="database",
        help="how it was found",
    )
    add_reviewer(taken)
    found = commands.add("duplicates", "list duplicate records (1: some are left)", _duplicates)
    add_review(found)
    found.add_argument("--merge", action="store_true", help="join those that are certain")
    add_reviewer(found)
    match = commands.add(
        "match-papers", "give PDFs to the records they are of (1: some are not sure)", _match
    )
    add_review(match)
    match.add_argument("pdf", metavar="PDF", nargs="+", type=Path, help="files, or folders")
    add_reviewer(match)


def _match(args: argparse.Namespace) -> Outcome:
    """Take a PDF in only where its record is sure; the others are listed with their guesses."""
    from app.bootstrap import open_review
    from app.domain.errors import AppError
    from app.references.matching import accepted, matches
    from app.services.paper_files import pdf_files

    lines: list[str] = []
    listed: list[dict[str, object]] = []
    with open_review(args.dir, args.reviewer) as review:
        known = review.library.candidates()
        titles = {one.key: one.title for one in known}
        for path in pdf_files(args.pdf):
            try:
                found = matches(review.papers.front_of(path), known)
            except AppError as error:
                lines.append(f"not read: {path.name}: {error.message}")
                listed.append({"path": str(path), "error": error.message})
                continue
            sure = accepted(found)
            if sure is not None:
                edit = review.library.give_paper(sure.key, review.papers.take_copy(path))
                review.extraction.apply(edit, label=f"Full text {path.name}")
            word = "matched" if sure else "not sure"
            guesses = [
                f"{titles[m.key]} ({m.score}, {m.reason})" for m in found[: 1 if sure else 3]
            ]
            lines.append(f"{word}: {path.name}: {' | '.join(guesses) or 'no record is like it'}")
            one = {"path": str(path), "record_id": sure.key if sure else None}
            listed.append({**one, "guesses": [asdict(m) for m in found]})
    count = sum(bool(one.get("record_id")) for one in listed)
    lines.append(f"{count} of {len(listed)} PDFs matched.")
    code = FINE if count == len(listed) else FOUND
    return Outcome(tuple(lines), {"matched": count, "papers": listed}, code)


def _add(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    search = SearchDraft(
        new_id(), args.database or args.file[0].stem, Found(args.kind), args.platform,
        _date(args.date), args.strategy, args.limits,
    )  # fmt: skip
    with open_review(args.dir, args.reviewer) as review:
        edit, files = review.library.stage(args.file, search, progress(args))
        if edit is not None:
            label = f"Import {edit.records} records of {search.database}"
            review.extraction.apply(edit, label=label)
    lines = [line for file in files for line in _lines(file)]
    count = edit.records if edit else 0
    lines.append(f"{search.database}: {count} {'record' if count == 1 else 'records'} added.")
    document = {
        "search_id": search.search_id,
        "records": count,
        "files": [asdict(file) for file in files],
    }
    whole = all(not file.refused and not file.notices for file in files)
    return Outcome(tuple(lines), document, FINE if whole else FOUND)


def _date(text: str) -> str:
    from datetime import date

    from app.domain.errors import AppError

    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise AppError(f"“{text}” is no date such as 2025-01-31. Nothing was imported.") from error


def _lines(file: ReadFile) -> list[str]:
    if file.refused:
        return [f"{file.name}: {file.refused}"]
    rates = ", ".join(f"{name} {percent} %" for name, percent in file.filled.items())
    lines = [f"{file.name}: {file.format}, {file.read} of {file.starts} records read ({rates})"]
    lines += [f"{file.name}, line {line}: {text}" for line, text in file.notices[:NAMED]]
    return lines


def _duplicates(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review
    from app.services.library import certain

    joined = 0
    if args.merge:
        with open_review(args.dir, args.reviewer) as review:
            edit = review.library.join(certain(review.library.duplicates(progress(args))))
            if edit is not None:
                review.extraction.apply(edit, label="Join certain duplicates")
                joined = len(edit.changes)
    with opened_to_read(args) as review:
        left = review.library.duplicates(progress(args))
        titles = {shown.record_id: shown.title for shown in review.library.records()}
    lines = [
        f"{pair.certainty.value} {pair.score:.0f}: {titles[pair.first]} | {titles[pair.second]}"
        f" ({'; '.join(pair.reasons)})"
        for pair in left[:NAMED]
    ]
    sure = len(certain(left))
    lines.append(f"{sure} certain and {len(left) - sure} possible duplicates; {joined} joined.")
    listed = [{**asdict(pair), "certainty": pair.certainty.value} for pair in left]
    document = {"joined": joined, "certain": sure, "possible": len(left) - sure, "pairs": listed}
    return Outcome(tuple(lines), document, FOUND if left else FINE)
