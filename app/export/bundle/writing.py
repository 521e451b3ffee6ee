"""Writes the open evidence bundle: a ZIP that anyone reads and checks against their own PDFs.

It holds no paper and no page: quotes with their surroundings, hashes, values and the form. The
manifest names every file with its SHA-256; times inside are fixed, so equal content gives equal
bytes.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import resources
from app.domain.citations import Cited
from app.domain.templates import form_to_json
from app.export.bundle.annotations import annotation_page
from app.export.cells import guarded
from app.export.csv_export import Shape, csv_line, csv_lines
from app.export.files import written_whole
from app.export.model import ReviewTable
from app.export.sheets.codebook import HEADINGS as CODEBOOK
from app.export.sheets.codebook import field_texts
from app.jobs import JobContext

FORMAT, VERSION = "chartdesk-evidence-bundle", 1
MANIFEST, ANNOTATIONS, PAPERS = "manifest.json", "annotations.json", "papers.csv"
NAMES = (
    "README.txt", "answers_tidy.csv", "charting_wide.csv", "codebook.csv", PAPERS, "form.json",
    "references.json", ANNOTATIONS, "load_tidy.R", "load_tidy.py",
)  # fmt: skip
PAPER_COLUMNS = ("sha256", "study", "study_id", "report", "title", "doi", "file_name", "pages")
_FIXED = (1980, 1, 1, 0, 0, 0)  # the first date that a ZIP can hold


@dataclass(frozen=True, slots=True)
class Bundled:
    """What was written."""

    path: Path
    studies: int
    quotes: int
    papers: int


def write_bundle(
    table: ReviewTable,
    cited: Sequence[Cited],
    path: Path,
    ctx: JobContext | None = None,
) -> Bundled:
    """Write a new ZIP of the table and of the included reports.

    Raises ExportExists, DiskFull or FolderNotWritable, and Cancelled; then nothing is left.
    """
    context = ctx or JobContext()
    annotations = annotation_page(table)
    contents = _contents(table, cited, annotations)
    hashes: dict[str, str] = {}
    with written_whole(path) as stream:
        with ZipFile(stream, "w", ZIP_DEFLATED) as bundle:
            for done, (name, content) in enumerate(contents):
                context.step(done, len(NAMES))
                bundle.writestr(_info(name), content)
                hashes[name] = hashlib.sha256(content).hexdigest()
            bundle.writestr(_info(MANIFEST), _json(_manifest(table, hashes)))
        context.step(len(NAMES), len(NAMES))
    studies = len({entry.study.study_id for entry in table.records})
    return Bundled(path, studies, len(annotations["items"]), len(list(paper_lines(cited))))


def paper_lines(cited: Sequence[Cited]) -> Iterator[tuple[str, ...]]:
    """Yield a line a paper: hash, study and report, title, DOI, file name, pages."""
    for one in cited:
        if one.paper is not None:
            texts = (one.study, one.study_id, one.role.value, one.title, one.doi, one.file_name)
            yield (one.paper, *map(guarded, texts), str(one.pages))


def _contents(
    table: ReviewTable, cited: Sequence[Cited], annotations: dict[str, Any]
) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents in the order of NAMES."""
    yield "README.txt", _read_me(table).encode()
    yield "answers_tidy.csv", b"".join(csv_lines(table, Shape.TIDY))
    yield "charting_wide.csv", b"".join(csv_lines(table, Shape.WIDE))
    yield "codebook.csv", _csv((CODEBOOK, *codebook_lines(table)))
    yield PAPERS, _csv((PAPER_COLUMNS, *paper_lines(cited)))
    yield "form.json", _json(form_to_json(table.form))
    yield "references.json", _json([dict(one.csl) for one in cited])
    yield ANNOTATIONS, _json(annotations)
    for name in ("load_tidy.R", "load_tidy.py"):
        yield name, resources.path(f"loaders/{name}.txt").read_bytes()


def codebook_lines(table: ReviewTable) -> Iterator[tuple[str, ...]]:
    """Yield a line a field, as the sheet "Codebook" has it."""
    for texts in field_texts(table.form):
        yield tuple(map(guarded, texts))


def _manifest(table: ReviewTable, hashes: dict[str, str]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "title": table.title,
        "made_at": table.made_at.isoformat(),
        "final": table.final,
        "reviewers": list(table.reviewers),
        "files": {name: {"sha256": digest} for name, digest in hashes.items()},
    }


def _read_me(table: ReviewTable) -> str:
    text = resources.path("loaders/README.txt").read_text(encoding="utf-8")
    whose = "the final (consensus) answers" if table.final else "the answers of one reviewer"
    return text.format(title=table.title, made=table.made_at.date().isoformat(), whose=whose)


def _csv(lines: Iterable[Iterable[str]]) -> bytes:
    return b"".join(map(csv_line, lines))


def _json(value: object) -> bytes:
    text = json.dumps(value, indent=1, ensure_ascii=False) + "\n"
    return text.encode("utf-8", "backslashreplace")


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, _FIXED)
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info
