"""Commands that take PDFs into a review: add-papers, add-report, replace-paper."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.cli.commands import Commands, add_review, progress
from app.cli.outcome import FINE, FOUND, Outcome
from app.domain.anchors import Anchor
from app.domain.counting import counted
from app.domain.errors import ImportRefused
from app.domain.report_edits import AddReport
from app.domain.studies import ReportRole


def add(commands: Commands) -> None:
    """Add the commands of this family."""
    papers = commands.add("add-papers", "take PDFs in, each as a study (1: some failed)", _add)
    add_review(papers)
    papers.add_argument(
        "pdf", metavar="PDF", nargs="+", type=Path, help="files, or folders with all PDFs below"
    )
    add_password_file(papers)
    other = commands.add(
        "replace-paper",
        "give a study another copy of its PDF and find the quotes again (1: some not certain)",
        _replace,
    )
    add_review(other)
    other.add_argument("study", metavar="STUDY", help="label or id of the study")
    other.add_argument("pdf", metavar="PDF", type=Path, help="the other copy")
    report = commands.add("add-report", "give a study a supplement or another report", _add_report)
    add_review(report)
    report.add_argument("study", metavar="STUDY", help="label or id of the study")
    report.add_argument("pdf", metavar="PDF", type=Path, help="the report")
    report.add_argument(
        "--role",
        choices=[role.value for role in ReportRole],
        help="what it is; else its file name tells",
    )


def add_password_file(command: argparse.ArgumentParser) -> None:
    """Add the option of a file with a password, which `passwords_for` reads."""
    command.add_argument(
        "--password-file",
        metavar="FILE",
        type=Path,
        help="text file whose first line opens the PDFs that need a password",
    )


def _add_report(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    with open_review(args.dir, args.reviewer) as review:
        study = review.records.find_study(args.study)
        edit = review.reports.taken(study.study_id, args.pdf)
        if args.role:
            edit = AddReport(replace(edit.report, role=ReportRole(args.role)))
        review.extraction.apply(edit, label=f"Add the report {edit.report.title}")
    report = edit.report
    content = {
        "study": study.label,
        "report_id": report.report_id,
        "role": report.role.value,
        "sha256": report.paper,
    }
    return Outcome((f"{study.label}: added the {report.role.value} {report.title}",), content)


def _replace(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    with open_review(args.dir, args.reviewer) as review:
        study = review.records.find_study(args.study)
        found = review.reanchoring.replace(study.study_id, args.pdf, progress(args))
        review.extraction.apply(found.edit, label=f"Replace the PDF of {study.label}")
    doubts = [
        {
            "quote": doubt.anchor.quote,
            "page": doubt.anchor.page + 1,
            "candidates": [entry.page + 1 for entry in doubt.candidates],
        }
        for doubt in found.doubts
    ]
    total = found.found + len(doubts)
    lines = [f"{study.label}: {found.found} of {counted(total, 'quote')} found again."]
    lines += [_doubt_line(doubt.anchor, doubt.candidates) for doubt in found.doubts]
    content = {"study": study.label, "sha256": found.paper, "found": found.found, "doubts": doubts}
    return Outcome(tuple(lines), content, FOUND if doubts else FINE)


def _doubt_line(anchor: Anchor, candidates: Sequence[Anchor]) -> str:
    """Say where a quote was and where it may be; it stays on the copy before."""
    words = " ".join(anchor.quote.split())[:60] or f"({anchor.kind.value})"
    pages = ", ".join(str(page + 1) for page in dict.fromkeys(entry.page for entry in candidates))
    return f"not certain: “{words}”, page {anchor.page + 1}: " + (
        f"perhaps page {pages}" if pages else "not found"
    )


def _add(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    passwords = passwords_for(args.pdf, args.password_file)
    with open_review(args.dir, args.reviewer) as review:
        outcomes = review.papers.add(args.pdf, progress(args), passwords)
    listed = [
        {
            "path": str(outcome.path),
            "status": outcome.status,
            "message": outcome.message,
            "study_id": outcome.study_id,
            "sha256": outcome.sha256,
            "pages": outcome.pages,
        }
        for outcome in outcomes
    ]
    counts = {
        status: sum(outcome.status == status for outcome in outcomes)
        for status in ("added", "already", "failed")
    }
    lines = [f"{outcome.status}: {outcome.path}: {outcome.message}" for outcome in outcomes]
    lines.append(", ".join(f"{count} {status}" for status, count in counts.items()))
    code = FOUND if counts["failed"] else FINE
    return Outcome(tuple(lines), {"papers": listed, **counts}, code)


def passwords_for(paths: list[Path], source: Path | None) -> dict[str, str]:
    """Return the password for every file named, by its path; raises ImportRefused."""
    if source is None:
        return {}
    try:
        password = source.read_text(encoding="utf-8").split("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise ImportRefused(
            f"The password file {source} could not be read. Nothing was imported."
        ) from error
    found = [path.rglob("*") if path.is_dir() else (path,) for path in paths]
    return {str(path): password for files in found for path in files}
