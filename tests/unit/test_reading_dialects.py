"""Every dialect is read as its databases write it: small files by hand against a table."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.references.reading import Reading

HERE = Path(__file__).resolve().parents[1]
FILES = HERE / "fixtures" / "references"
TABLE = HERE / "golden" / "reference_dialects.tsv"
PLAIN = ("type", "title", "container-title", "volume", "issue", "page", "DOI", "PMID", "ISSN")


def _names(csl: Mapping[str, Any]) -> str:
    people = csl.get("author", ())
    return "; ".join(one.get("literal") or f"{one['family']}, {one['given']}" for one in people)


def _date(csl: Mapping[str, Any]) -> str:
    parts = (csl.get("issued") or {"date-parts": [[]]})["date-parts"][0]
    return "-".join(map(str, parts))


def _read() -> str:
    out = io.StringIO()
    rows = csv.writer(out, delimiter="\t", lineterminator="\n")
    rows.writerow(("file", "format", "author", "issued", *PLAIN, "abstract", "accession"))
    for path in sorted(FILES.iterdir()):
        reading = Reading(path)
        for one in reading:
            csl: Mapping[str, Any] = one.csl
            plain = (csl.get(name, "") for name in PLAIN)
            texts = (csl.get("abstract", ""), csl.get("custom", {}).get("accession", ""))
            rows.writerow((path.name, reading.format.name, _names(csl), _date(csl), *plain, *texts))
    return out.getvalue()


def test_every_dialect_reads_as_it_did_when_checked_by_eye() -> None:
    assert _read() == TABLE.read_text(encoding="utf-8")


def test_nothing_is_dropped_silently() -> None:
    readings = [Reading(path) for path in sorted(FILES.iterdir())]
    counted = {one.path.name: (sum(1 for _ in one), one.starts) for one in readings}
    assert {name: seen for name, seen in counted.items() if seen[0] != seen[1]} == {}
