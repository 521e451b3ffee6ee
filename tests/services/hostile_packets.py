"""Packets as nobody should send them: damaged at random, and made by somebody who means harm."""

import json
import random
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.domain.packets import Manifest
from app.services.exchange.reading import PacketReader
from app.services.exchange.writing import DIGEST, LOG, LOG_COLUMNS, MANIFEST, signature

Members = dict[str, bytes]


def unpacked(packet: Path) -> Members:
    """Return the files of a packet."""
    with zipfile.ZipFile(packet) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, members: Members) -> Path:
    """Write files as a packet."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return ended(path)


def ended(path: Path) -> Path:
    """End a zip as the program ends it: with the hash of all before."""
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"0" * DIGEST
    content = path.read_bytes()[:-DIGEST]
    path.write_bytes(content + sha256(content).hexdigest().encode())
    return path


def manifest_of(packet: Path) -> Manifest:
    """Return the manifest of a sound packet."""
    with PacketReader(packet) as reader:
        return reader.manifest


def resigned(packet: Path, members: Members, **changes: Any) -> Members:
    """Make the manifest fit changed members, signed as the program signs: an insider's forgery."""
    old = manifest_of(packet)
    parts = {
        name: replace(part, sha256=sha256(members[name]).hexdigest(), size=len(members[name]))
        for name, part in old.parts.items()
        if name in members
    }
    manifest = replace(old, **{"parts": parts, **changes})
    document = {**manifest.document(), "signature": signature(manifest)}
    return {**members, MANIFEST: json.dumps(document).encode()}


def first_row(members: Members, table: str) -> list[Any]:
    """Return the first row of a table as it was packed: [values, stamp]."""
    found: list[Any] = json.loads(members[f"rows/{table}.jsonl"].splitlines()[0])
    return found


def with_rows(members: Members, table: str, *rows: object) -> Members:
    """Replace the rows of a table."""
    text = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    return {**members, f"rows/{table}.jsonl": text}


def damaged(packet: Path, seed: int) -> Path:
    """Damage a packet at random: bits and bytes flipped, cut off or doubled."""
    chance = random.Random(seed)
    content = bytearray(packet.read_bytes())
    place = chance.randrange(len(content))
    size = chance.choice((1, 2, 16, 300))
    kind = seed % 4
    if kind == 0:
        del content[place:]
    elif kind == 1:
        content[place : place + size] = bytes(b ^ 0xFF for b in content[place : place + size])
    elif kind == 2:
        content[place:place] = content[place : place + size]
    else:
        content[place] ^= 1 << chance.randrange(8)
    target = packet.with_name(f"damaged{seed}.chartpacket")
    target.write_bytes(content)
    return target


WEIRD: tuple[object, ...] = (
    *(None, -1, 1 << 61, 1e308, 0, True, "", "x" * 100, "bogus", "\0", "\ud800", [], {}, ["a"]),
    *({"a": 1}, [[0, [[1, 2, 3]]]], [[0, [["a", 2, 3, 4]]]]),
)


def mutated(packet: Path, seed: int) -> Path:
    """Put something else in the place of one value of one line, and sign it: random forgeries."""
    chance = random.Random(seed)
    members = unpacked(packet)
    name = chance.choice([n for n, text in members.items() if n.endswith(".jsonl") and text])
    lines = members[name].splitlines()
    number = chance.randrange(len(lines))
    line = json.loads(lines[number])
    values = line[0] if isinstance(line[0], list) else line
    values[chance.randrange(len(values))] = chance.choice(WEIRD)
    lines[number] = json.dumps(line).encode()
    changed = {**members, name: b"\n".join(lines) + b"\n"}
    target = packet.with_name(f"mutated{seed}.chartpacket")
    return packed(target, resigned(packet, changed))


def add_named(name: str) -> Callable[[Path, Path], Path]:
    """Return a forgery that adds a file of this name."""

    def made(packet: Path, target: Path) -> Path:
        return packed(target, {**unpacked(packet), name: b"x"})

    return made


def link(packet: Path, target: Path) -> Path:
    """A symbolic link as a member."""
    members = unpacked(packet)
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        info = zipfile.ZipInfo("papers/" + "a" * 64 + ".pdf")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    return ended(target)


def bomb(packet: Path, target: Path) -> Path:
    """A part that unpacks to a thousand times its size."""
    members = unpacked(packet)
    return packed(target, {**members, "rows/answer.jsonl": b" " * (40 << 20)})


def twice(packet: Path, target: Path) -> Path:
    """A member twice."""
    packed(target, unpacked(packet))
    with zipfile.ZipFile(target, "a") as archive, _quiet():
        archive.writestr("audit.jsonl", b"")
    return ended(target)


def _quiet() -> Any:
    import warnings

    caught = warnings.catch_warnings()
    warnings.simplefilter("ignore")
    return caught


def forged(change: Callable[[Members], Members]) -> Callable[[Path, Path], Path]:
    """Return a forgery that changes members and signs them again."""

    def made(packet: Path, target: Path) -> Path:
        members = change(unpacked(packet))
        return packed(target, resigned(packet, members))

    return made


def claimed(**changes: Any) -> Callable[[Path, Path], Path]:
    """Return a forgery whose manifest says something else."""

    def made(packet: Path, target: Path) -> Path:
        return packed(target, resigned(packet, unpacked(packet), **changes))

    return made


def huge_manifest(packet: Path, target: Path) -> Path:
    """A manifest of 18 MB that hardly packs."""
    noise = random.Random(1).randbytes(9 << 20).hex().encode()
    return packed(target, {**unpacked(packet), MANIFEST: b'{"format":"' + noise + b'"}'})


def newer_format(packet: Path, target: Path) -> Path:
    """A packet of a format that is not made yet, signed as it should be."""
    members = unpacked(packet)
    document = {**json.loads(members[MANIFEST]), "version": 99}
    return packed(target, {**members, MANIFEST: json.dumps(document).encode()})


def _row_twice(members: Members) -> Members:
    row = first_row(members, "answer")
    return with_rows(members, "answer", row, row)


def _log_with(**changes: object) -> Callable[[Members], Members]:
    """Return a change of the first entry of the log."""

    def change(members: Members) -> Members:
        entry = json.loads(members[LOG].splitlines()[0])
        for name, value in changes.items():
            entry[LOG_COLUMNS.index(name)] = value
        return {**members, LOG: json.dumps(entry).encode() + b"\n"}

    return change


def _edited(table: str, place: int, value: object) -> Callable[[Members], Members]:
    def change(members: Members) -> Members:
        values, stamp = first_row(members, table)
        values[place] = value
        return with_rows(members, table, [values, stamp])

    return change


def _lines(name: str, text: bytes) -> Callable[[Members], Members]:
    return lambda members: {**members, name: text}


FORGERIES: dict[str, Callable[[Path, Path], Path]] = {
    "path upwards": add_named("../../review.sqlite"),
    "absolute path": add_named("/etc/cron.d/x"),
    "drive letter": add_named("C:\\x"),
    "device name": add_named("papers/CON.pdf"),
    "upper case": add_named("ROWS/ANSWER.JSONL"),
    "foreign table": add_named("rows/sqlite_master.jsonl"),
    "program": add_named("papers/run.exe"),
    "link": link,
    "bomb": bomb,
    "twice": twice,
    "answers of another": forged(_edited("answer", 1, "0" * 36)),
    "text for a key": forged(_edited("answer", 0, {"a": 1})),
    "long key": forged(_edited("study", 0, "x" * 4000)),
    "no status": forged(_edited("answer", 5, None)),
    "number for a text": forged(_edited("study", 1, 5)),
    "row too short": forged(_lines("rows/answer.jsonl", b"[[1,2],null]\n")),
    "no row": forged(_lines("rows/answer.jsonl", b'{"a":1}\n')),
    "deep": forged(_lines("rows/answer.jsonl", b"[" * 100_000 + b"]" * 100_000 + b"\n")),
    "no JSON": forged(_lines("rows/answer.jsonl", b"\xff\xfe not JSON\n")),
    "not a number": forged(_lines("rows/answer.jsonl", b"[NaN, null]\n")),
    "long line": forged(_lines("rows/answer.jsonl", b'["' + b"ab" * (3 << 20) + b'"]\n')),
    "stamp of the future": forged(
        lambda m: with_rows(m, "study", [first_row(m, "study")[0], [1 << 63, "x"]])
    ),
    "stamp without origin": forged(
        lambda m: with_rows(m, "study", [first_row(m, "study")[0], [3]])
    ),
    "log of another": forged(
        _lines("audit.jsonl", b'["i",null,"","0","d","somebody","K","l",{},1]\n')
    ),
    "setting of this copy": forged(_lines("rows/review.jsonl", b'["settings:sample",true,null]\n')),
    "unknown register": forged(_lines("rows/review.jsonl", b'["id","x",null]\n')),
    "word of no list": forged(_edited("answer", 5, "bogus")),
    "places of no page": forged(_edited("anchor", 4, [["a", [[1, 2, 3, 4]]]])),
    "form of another kind": forged(_edited("form", 3, "checklist")),
    "form of no kind": forged(_edited("form", 3, "")),
    "form that asks nothing": forged(_edited("form_version", 3, {"id": "x", "sections": []})),
    "citation that is a list": forged(_edited("report", 4, [])),
    "row twice": forged(_row_twice),
    "origin without end": forged(
        lambda m: with_rows(m, "study", [first_row(m, "study")[0], [3, "x" * 5000]])
    ),
    "stamp of truth": forged(
        lambda m: with_rows(m, "study", [first_row(m, "study")[0], [True, "x"]])
    ),
    "number without end": forged(
        lambda m: {
            **m,
            "rows/answer.jsonl": m["rows/answer.jsonl"].replace(b'"Sweden"', b"1e999"),
        }
    ),
    "number without end in the log": forged(
        lambda m: {**m, LOG: m[LOG].replace(b'"Sweden"', b"1e999")}
    ),
    "half a character": forged(_edited("study", 1, "\ud800")),
    "half a character in the log": forged(_log_with(label="\ud800")),
    "NUL in the log": forged(_log_with(label="a\0b")),
    "no edit in the log": forged(_log_with(edit=["FillAnswer"])),
    "counter of the log": forged(_log_with(counter=1 << 70)),
    "entry of the log twice": forged(lambda m: {**m, LOG: m[LOG] + m[LOG]}),
    "huge manifest": huge_manifest,
    "newer format": newer_format,
    "seals of numbers": claimed(seals={"x": 5}),
    "nowhere": forged(_edited("report", 1, "0" * 36)),
    "another review": claimed(review_id="other"),
    "newer": claimed(schema="9998"),
    "other columns": claimed(columns={"answer": ("id", "evil")}),
    "no columns": claimed(columns={}),
    "other size": lambda packet, target: packed(
        target, {**unpacked(packet), "rows/answer.jsonl": b""}
    ),
    "no manifest": lambda packet, target: packed(
        target, {k: v for k, v in unpacked(packet).items() if k != MANIFEST}
    ),
    "empty manifest": lambda packet, target: packed(target, {MANIFEST: b"{}"}),
    "a list": lambda packet, target: packed(target, {MANIFEST: b"[]"}),
    "not signed": lambda packet, target: packed(
        target,
        {**unpacked(packet), MANIFEST: unpacked(packet)[MANIFEST].replace(b"Ben", b"Bob")},
    ),
    "a picture": lambda packet, target: target.write_bytes(b"\x89PNG\r\n\x1a\n") and target,
    "nothing": lambda packet, target: target.write_bytes(b"") + 0 or target,
    "a zip": lambda packet, target: packed(target, {"thesis.odt": b"x"}),
}
