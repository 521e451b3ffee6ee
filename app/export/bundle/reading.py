"""Reads an evidence bundle that may come from anyone: bounded, by known names, hashes checked."""

import csv
import hashlib
import json
import zlib
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from app.domain.anchors import Anchor, AnchorKind, Place, Rect
from app.domain.errors import AppError
from app.export.bundle.annotations import PAPER
from app.export.bundle.writing import ANNOTATIONS, FORMAT, MANIFEST, PAPERS, VERSION

LARGEST = 400_000_000  # bytes unpacked, of all files that are read
LARGEST_MANIFEST = 1_000_000


class NoBundle(AppError):
    """The file is no evidence bundle, or a damaged one."""


@dataclass(frozen=True, slots=True)
class BundledPaper:
    """A paper that the bundle's quotes stand in."""

    sha256: str
    study: str
    title: str
    doi: str
    pages: int


@dataclass(frozen=True, slots=True)
class BundledQuote:
    """A piece of evidence, and whose it is."""

    study: str
    field: str
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a bundle says; `altered` names files whose content is not what the manifest says."""

    title: str
    papers: tuple[BundledPaper, ...]
    quotes: tuple[BundledQuote, ...]
    altered: tuple[str, ...]


def read_bundle(path: Path) -> Bundle:
    """Read a bundle; raises NoBundle with a sentence."""
    try:
        with ZipFile(path) as bundle:
            return _read(bundle, path)
    except OSError as error:
        raise NoBundle(
            f"“{path}” could not be read ({error.strerror or error}). Nothing was changed."
        ) from error
    except (BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise _refused(path, "it is no ZIP file, or a damaged one") from error
    except (KeyError, TypeError, ValueError, csv.Error, RecursionError) as error:
        raise _refused(path, "its contents are not those of a bundle") from error


def _read(bundle: ZipFile, path: Path) -> Bundle:
    sizes = {info.filename: info.file_size for info in bundle.infolist()}
    if MANIFEST not in sizes or sizes[MANIFEST] > LARGEST_MANIFEST:
        raise _refused(path, "it has no manifest")
    manifest = json.loads(bundle.read(MANIFEST))
    if manifest["format"] != FORMAT:
        raise _refused(path, "its manifest names another format")
    if int(manifest["version"]) > VERSION:
        raise NoBundle(
            f"“{path.name}” was made by a newer version of Chartdesk. Nothing was changed. "
            "Update Chartdesk to check it."
        )
    named: dict[str, dict[str, str]] = manifest["files"]
    if sum(sizes.get(name, 0) for name in named) > LARGEST:
        raise _refused(path, "it would unpack to more than 400 MB")
    altered = tuple(name for name in sorted(named) if not _is_intact(bundle, name, named, sizes))
    return Bundle(
        str(manifest["title"]),
        tuple(map(_paper, csv.DictReader(StringIO(_text(bundle, PAPERS))))),
        tuple(map(_quote, json.loads(_text(bundle, ANNOTATIONS))["items"])),
        altered,
    )


def _is_intact(
    bundle: ZipFile, name: str, named: dict[str, dict[str, str]], sizes: dict[str, int]
) -> bool:
    if name not in sizes:
        return False
    digest = hashlib.sha256()
    with bundle.open(name) as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest() == named[name]["sha256"]


def _text(bundle: ZipFile, name: str) -> str:
    return bundle.read(name).decode("utf-8-sig")


def _paper(line: dict[str, str]) -> BundledPaper:
    return BundledPaper(
        line["sha256"], line["study"], line["title"], line["doi"], int(line["pages"] or 0)
    )


def _quote(item: dict[str, Any]) -> BundledQuote:
    target = item["target"]
    selectors = {one["type"]: one for one in target.get("selector", ())}
    words = selectors.get("TextQuoteSelector", {})
    quads = selectors.get("chartdesk:QuadsSelector", {})
    anchor = Anchor(
        str(item["id"]),
        str(target["source"]).removeprefix(PAPER),
        AnchorKind(item["chartdesk:kind"]),
        tuple(map(_place, quads.get("chartdesk:pages", ()))),
        str(words.get("exact", "")),
        str(words.get("prefix", "")),
        str(words.get("suffix", "")),
    )
    return BundledQuote(str(item["chartdesk:study"]), str(item.get("chartdesk:field", "")), anchor)


def _place(page: dict[str, Any]) -> Place:
    rects = tuple(Rect(*map(float, rect)) for rect in page["rects"])
    return Place(int(page["page"]), rects)


def _refused(path: Path, why: str) -> NoBundle:
    return NoBundle(
        f"“{path.name}” is no evidence bundle that can be checked: {why}. Nothing was changed. "
        "Ask for the file again."
    )
