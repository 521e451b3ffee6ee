"""Commands that keep a review safe: backup, restore, verify."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.commands import (
    Commands,
    add_folder,
    add_review,
    add_reviewer,
    opened_to_read,
    progress,
)
from app.cli.outcome import FINE, FOUND, Outcome
from app.domain.counting import counted
from app.domain.errors import AppError, NotFound

if TYPE_CHECKING:
    from app.services.backup import Backup


def add(commands: Commands) -> None:
    """Add the commands of this family."""
    backup = commands.add("backup", "copy the database of a review, verified", _backup)
    add_review(backup)
    backup.add_argument("--list", action="store_true", help="list the backups instead")
    restore = commands.add("restore", "put a backup back; the present state is kept", _restore)
    add_folder(restore)
    restore.add_argument("backup", metavar="BACKUP", type=Path, help="file, or name in backups")
    verify = commands.add(
        "verify", "check database, papers, anchors and history (1: found some)", _verify
    )
    add_reviewer(verify)
    verify.add_argument(
        "places", metavar="DIR", type=Path, nargs="+", help="the folder of the review"
    )
    verify.add_argument(
        "--bundle",
        metavar="FILE",
        type=Path,
        help="check this evidence bundle instead; DIR are then PDFs, or folders of PDFs",
    )


def _backup(args: argparse.Namespace) -> Outcome:
    with opened_to_read(args) as review:
        made = () if args.list else (review.backups.make("asked"),)
        found = review.backups.list() if args.list else made
    listed = [
        {
            "path": str(b.path),
            "made_at": b.made_at.isoformat(),
            "reason": b.reason,
            "studies": b.studies,
            "answers": b.answers,
            "size": b.size,
        }
        for b in found
    ]
    lines = [f"{b.path.name}: {_contents(b)}, {counted(b.size, 'byte')}" for b in found]
    return Outcome(tuple(lines or ["There are no backups yet."]), {"backups": listed})


def _contents(backup: "Backup") -> str:
    if backup.studies is None or backup.answers is None:
        return "can't be read"
    return f"{counted(backup.studies, 'study', 'studies')}, {counted(backup.answers, 'answer')}"


def _restore(args: argparse.Namespace) -> Outcome:
    from app.lock import ReviewLock
    from app.services.acting import local_now
    from app.services.backup import BackupService

    source = _source(args.dir, args.backup)
    if not args.dir.is_dir():
        raise NotFound(f"There is no folder “{args.dir}”. Nothing was changed.")
    with ReviewLock(args.dir):
        before = BackupService(args.dir, local_now).restore(source)
    kept = f" What was there before is in {before.path.name}." if before else ""
    document = {"restored": str(source), "before": str(before.path) if before else None}
    return Outcome((f"Restored {source.name}.{kept}",), document)


def _source(folder: Path, backup: Path) -> Path:
    """Return the backup named by its path, or by its name in the review's backups."""
    inside = folder / "backups" / backup
    for path in (backup, inside):
        if path.is_file():
            return path
    raise NotFound(f"There is no backup “{backup}”. Nothing was changed.")


def _verify(args: argparse.Namespace) -> Outcome:
    if args.bundle is not None:
        return _verify_bundle(args)
    if len(args.places) > 1:
        raise AppError("“verify” checks one review at a time. Nothing was changed.")
    args.dir = args.places[0]
    with opened_to_read(args) as review:
        findings = review.verify(progress(args))
    listed = [
        {"kind": f.kind, "study": f.study_label, "field": f.field_label, "sentence": f.sentence}
        for f in findings
    ]
    lines = [f.sentence for f in findings] or ["The review is sound."]
    return Outcome(tuple(lines), {"findings": listed}, FOUND if findings else FINE)


def _verify_bundle(args: argparse.Namespace) -> Outcome:
    """Look for the quotes of a bundle in PDFs; 1 when one is not found or a file was altered."""
    from app.pdf.client import PdfClient
    from app.services.bundle_check import Verdict, check_bundle

    with PdfClient() as pdf:
        report = check_bundle(args.bundle, args.places, pdf, progress(args))
    lines = [*report.unreadable]
    lines += [f"{name} is not what the manifest says." for name in report.bundle.altered]
    for one in report.papers:
        how = "the same file" if one.is_same else "another copy, known by its words"
        where = f"{one.file} ({how})" if one.file else "not among the PDFs given"
        lines.append(f"{one.paper.study}: {where}")
    lost = [one for one in report.quotes if one.verdict is Verdict.NOT_FOUND]
    lines += [
        f"{q.quote.study}, {q.quote.field}: not found: “{q.quote.anchor.quote}”" for q in lost
    ]
    counted = {verdict.value: report.count(verdict) for verdict in Verdict}
    lines.append("; ".join(f"{number} {name}" for name, number in counted.items() if number))
    document = {
        "title": report.bundle.title,
        "altered": list(report.bundle.altered),
        "unreadable": list(report.unreadable),
        "papers": [
            {
                "sha256": one.paper.sha256,
                "study": one.paper.study,
                "file": str(one.file) if one.file else None,
                "same": one.is_same,
            }
            for one in report.papers
        ],
        "quotes": counted,
        "not_found": [
            {"study": q.quote.study, "field": q.quote.field, "quote": q.quote.anchor.quote}
            for q in lost
        ],
    }
    return Outcome(tuple(lines), document, FINE if report.is_sound else FOUND)
