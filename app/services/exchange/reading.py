"""Reads a packet that comes from outside: everything is checked before anything is believed."""

import hashlib
import hmac
import json
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from math import isinf
from pathlib import Path
from typing import Any, Self

from app.domain.errors import AppError
from app.domain.packets import FORMAT, VERSION, Manifest, PacketRefused, Part
from app.jobs import JobContext
from app.services.environment import translated
from app.services.exchange.tables import CARRIED
from app.services.exchange.writing import DIGEST, LOG, MANIFEST, REVIEW, signature
from db.migrate import revisions

MANIFEST_BYTES = 16 << 20
LINE_BYTES = 4 << 20
PART_BYTES = 2 << 30
TOTAL_BYTES = 8 << 30
RATIO, RATIO_FROM = 150, 10 << 20  # unpacked to packed, for parts of more than 10 MB
MEMBERS = 20_000
NAMES = frozenset({MANIFEST, LOG, REVIEW, *(f"rows/{c.name}.jsonl" for c in CARRIED)})
PAPER = re.compile(r"papers/([0-9a-f]{64})\.pdf")
BLOCK = 1 << 20
BATCH = 1000  # lines at a time; below SQLite's limit of variables
ODD = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")  # NUL, or half of a character
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


class PacketReader:
    """An open packet whose outside was checked; its lines are given some at a time."""

    def __init__(self, path: Path) -> None:
        """Open the file and read its manifest; raises PacketRefused or an AppError of the disk."""
        self.path = path
        self._streams: list[_Stream] = []
        self._ahead = ThreadPoolExecutor(1, "packet")
        with translated(path):
            if not path.is_file():
                raise refused(path, "there is no such file", "Choose the packet again.")
            _check_whole(path)
            try:
                self._archive = zipfile.ZipFile(path)
            except DAMAGE as error:
                raise refused(path, "it is not a packet of Chartdesk, or it is damaged") from error
        try:
            self._members = _members(path, self._archive)
            self.manifest = _manifest(path, self._read_manifest())
            self._check_parts()
        except BaseException:
            self._archive.close()
            raise

    def check_papers(self, ctx: JobContext) -> None:
        """Read every paper once and compare its hash; raises PacketRefused or Cancelled.

        Lines are compared with the hash of their part while they are read: see `blocks`.
        """
        self._check([name for name in self.manifest.parts if PAPER.fullmatch(name)], ctx)

    def check_all(self, ctx: JobContext) -> None:
        """Read every part once and compare its hash; raises PacketRefused or Cancelled."""
        self._check(list(self.manifest.parts), ctx)

    def _check(self, names: Sequence[str], ctx: JobContext) -> None:
        for index, name in enumerate(names):
            ctx.step(index, len(names))
            part, digest = self.manifest.parts[name], hashlib.sha256()
            for block in self._blocks(name, part.size):
                digest.update(block)
            if digest.hexdigest() != part.sha256:
                raise self._changed()

    def blocks(self, name: str) -> Iterator[tuple[list[list[Any]], bool]]:
        """Yield the decoded lines of a part, some at a time, and whether their texts are odd.

        Odd texts may hold NUL or half of a character, which no database takes. While some are
        used the next are read, in a thread of the packet.

        Raises PacketRefused; at the end too, when the part as a whole is not what was packed:
        whoever writes what the lines say commits after the last one.
        """
        whole = self._decoded(name)
        coming = self._ahead.submit(next, whole, None)
        while (block := coming.result()) is not None:
            coming = self._ahead.submit(next, whole, None)
            lines, is_odd = block
            for start in range(0, len(lines), BATCH):
                yield lines[start : start + BATCH], is_odd

    def _decoded(self, name: str) -> Iterator[tuple[list[list[Any]], bool]]:
        for lines in self._whole_lines(name):
            is_odd = b"\\u" in lines and ODD.search(lines) is not None
            try:
                decoded = _decoded_all(lines, is_odd=is_odd)
            except (ValueError, RecursionError) as error:
                raise refused(self.path, "a line in it does not read") from error
            if set(map(type, decoded)) != {list}:
                raise refused(self.path, "a line in it is no row")
            yield decoded, is_odd

    def _whole_lines(self, name: str) -> Iterator[bytes]:
        """Yield whole lines, about BLOCK bytes at a time."""
        part, digest, rest = self.manifest.parts[name], hashlib.sha256(), b""
        for block in self._blocks(name, part.size):
            digest.update(block)
            text = rest + block
            if len(text) > LINE_BYTES and max(map(len, text.split(b"\n"))) > LINE_BYTES:
                raise refused(self.path, "a line in it is longer than any answer")
            end = text.rfind(b"\n") + 1
            rest = text[end:]
            if end:
                yield text[:end]
        if rest:
            yield rest
        if digest.hexdigest() != part.sha256:
            raise self._changed()

    def _changed(self) -> AppError:
        return refused(self.path, "its contents are not what was packed")

    def papers(self) -> tuple[str, ...]:
        """Return the SHA-256 of the papers in the packet."""
        return tuple(m[1] for name in self.manifest.parts if (m := PAPER.fullmatch(name)))

    def write_paper(self, sha256: str, target: Path) -> None:
        """Write a paper's bytes to a new file; raises PacketRefused when they are others."""
        name = f"papers/{sha256}.pdf"
        digest = hashlib.sha256()
        with translated(target), target.open("xb") as file:
            for block in self._blocks(name, self.manifest.parts[name].size):
                digest.update(block)
                file.write(block)
        if digest.hexdigest() != sha256:
            target.unlink()
            raise refused(self.path, "a paper in it is not the one its name says")

    def close(self) -> None:
        """Close the file, and what is still open in it when reading ended early."""
        self._ahead.shutdown()
        for stream in self._streams:
            stream.close()
        self._archive.close()

    def __enter__(self) -> Self:
        """Return the open packet."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close it, whatever happened."""
        self.close()

    def _read_manifest(self) -> dict[str, Any]:
        info = self._members.get(MANIFEST)
        if info is None or info.file_size > MANIFEST_BYTES:
            raise refused(self.path, "it says nothing about itself")
        with self._open(MANIFEST) as stream:
            document = self._decoded_any(stream.read(MANIFEST_BYTES + 1))
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            raise refused(self.path, "it is not a packet of Chartdesk")
        return document

    def _check_parts(self) -> None:
        inside = set(self._members) - {MANIFEST}
        if inside != set(self.manifest.parts):
            raise refused(self.path, "it holds other files than it says")
        for name, part in self.manifest.parts.items():
            if self._members[name].file_size != part.size:
                raise refused(self.path, "a file in it has another size than it says")
            paper = PAPER.fullmatch(name)
            if paper is not None and paper[1] != part.sha256:
                raise refused(self.path, "a paper in it is not the one its name says")

    def _open(self, name: str) -> "_Stream":
        self._streams = [stream for stream in self._streams if stream.is_open]
        self._streams.append(_Stream(self, name))
        return self._streams[-1]

    def _blocks(self, name: str, size: int) -> Iterator[bytes]:
        left = size
        with self._open(name) as stream:
            while block := stream.read(BLOCK):
                left -= len(block)
                if left < 0:
                    raise refused(self.path, "a file in it is larger than it says")
                yield block

    def opened(self, name: str) -> Any:  # noqa: ANN401 - zipfile's own stream
        """Open a member; raises PacketRefused."""
        try:
            return self._archive.open(self._members[name])
        except (KeyError, *DAMAGE) as error:
            raise refused(self.path, "it is damaged") from error

    def _decoded_any(self, text: bytes) -> Any:  # noqa: ANN401 - any JSON
        try:
            return _DECODER.decode(text.decode())
        except (ValueError, RecursionError) as error:
            raise refused(self.path, "a line in it does not read") from error


class _Stream:
    """A member of a packet; what zipfile finds wrong with it is said in a sentence."""

    def __init__(self, packet: PacketReader, name: str) -> None:
        self._packet = packet
        self._stream = packet.opened(name)

    def read(self, size: int) -> bytes:
        try:
            return bytes(self._stream.read(size))
        except DAMAGE as error:
            raise refused(self._packet.path, "it is damaged") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @property
    def is_open(self) -> bool:
        """Tell whether it was not read to its end yet."""
        return not self._stream.closed

    def close(self) -> None:
        """Give the file back."""
        self._stream.close()


def _check_whole(path: Path) -> None:
    """Refuse a file that is not byte for byte as it was written."""
    digest, left = hashlib.sha256(), max(path.stat().st_size - DIGEST, 0)
    with path.open("rb") as file:
        while left:
            block = file.read(min(BLOCK, left))
            digest.update(block)
            left -= len(block)
        end = file.read()
    if not hmac.compare_digest(end, digest.hexdigest().encode()):
        raise refused(path, "it is not a packet of Chartdesk, or it was damaged on its way")


def refused(path: Path, why: str, to_do: str = "Ask your colleague to save it again.") -> AppError:
    """Return the refusal of a packet in one sentence."""
    return PacketRefused(f"“{path.name}” was not merged: {why}. Nothing was changed. {to_do}")


def too_early(path: Path) -> AppError:
    """Return the refusal of a packet that holds new work alone, before the earlier work came."""
    to_do = "Merge their earlier packets first, or ask for one with all their work."
    return refused(path, "it rests on work that is not here", to_do)


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


def _finite(text: str) -> float:
    number = float(text)
    if isinf(number):
        raise ValueError("a number greater than any")
    return number


_DECODER = json.JSONDecoder(parse_constant=_no_constant, parse_float=_finite)


def _decoded_all(lines: bytes, *, is_odd: bool) -> list[Any]:
    """Decode lines of JSON, each with its end; raises ValueError or RecursionError.

    msgspec takes a third of the time of Python's own decoder and is as strict, but refuses
    half of a character, which a quote of a PDF may hold.
    """
    from msgspec.json import Decoder  # not needed before a packet comes

    if is_odd:
        return [_DECODER.decode(line.decode()) for line in lines.removesuffix(b"\n").split(b"\n")]
    decoded = Decoder().decode_lines(lines)
    if len(decoded) != lines.removesuffix(b"\n").count(b"\n") + 1:
        raise ValueError("more or less than a value in a line")
    return decoded


def _members(path: Path, archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the members by name; a name, kind or size that no packet has refuses it."""
    found: dict[str, zipfile.ZipInfo] = {}
    infos = archive.infolist()
    if len(infos) > MEMBERS or sum(info.file_size for info in infos) > TOTAL_BYTES:
        raise refused(path, "it would unpack to more than any review holds")
    for info in infos:
        if info.filename in found:
            raise refused(path, "a file is in it twice")
        if info.filename not in NAMES and PAPER.fullmatch(info.filename) is None:
            raise refused(path, "it holds a file that no packet has")
        _check_member(path, info)
        found[info.filename] = info
    return found


def _check_member(path: Path, info: zipfile.ZipInfo) -> None:
    mode = info.external_attr >> 16
    if info.is_dir() or (mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode)):
        raise refused(path, "it holds a link or a folder, which no packet has")
    if info.flag_bits & 0x1:
        raise refused(path, "it is encrypted, which no packet is")
    bomb = info.file_size > RATIO_FROM and info.file_size > RATIO * max(info.compress_size, 1)
    if bomb or info.file_size > PART_BYTES:
        raise refused(path, "it would unpack to more than any review holds")


def _manifest(path: Path, document: dict[str, Any]) -> Manifest:
    if document.get("version") != VERSION or str(document.get("schema")) > revisions()[-1]:
        raise PacketRefused(
            f"“{path.name}” was made by a newer version of Chartdesk. Nothing was changed. "
            "Update Chartdesk here, then merge it."
        )
    try:
        manifest = _read(document)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise refused(path, "it does not say all about itself that a packet says") from error
    if not hmac.compare_digest(signature(manifest), manifest.signature):
        raise refused(path, "it was changed after it was made")
    return manifest


def _read(document: dict[str, Any]) -> Manifest:
    texts = {
        name: _text(document[name])
        for name in (
            "packet_id review_id review_title reviewer_id reviewer_name made_at app_version schema"
        ).split()
    }
    return Manifest(
        **texts,
        counter=_count(document["counter"]),
        since=_count(document["since"]),
        seen={_text(key): _count(value) for key, value in document["seen"].items()},
        parts={
            _text(name): Part(_text(part["sha256"]), _count(part["size"]), _count(part["lines"]))
            for name, part in document["parts"].items()
        },
        columns={
            _text(name): tuple(map(_text, columns)) for name, columns in document["columns"].items()
        },
        seals={_text(key): _text(value) for key, value in document["seals"].items()},
        signature=_text(document["signature"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 1 << 62:
        raise TypeError("not a count")
    return value
