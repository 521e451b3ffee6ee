"""Walks everything that can be read of an open review, and looks for a word in what it gives."""

import inspect
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from app.bootstrap import Review
from app.cli.main import main, parser

WRITES = frozenset(
    {
        "extraction", "pdf", "backups.restore", "backups.make", "exchange.merge",
        "exchange.preview", "papers.replace",
    }
)  # fmt: skip
"""Services and methods that change things or answer with what they were given."""


ELSEWHERE = {
    "review.verify": "looks into every table; tells where something was changed, not what",
    "review.plan_decisions": "reads a file of screening decisions",
    "forms.template": "reads a form that ships",
    "design.objection": "checks an edit that it is given",
    "papers.add": "reads PDFs",
    "papers.front_of": "reads a PDF",
    "papers.locate": "reads a PDF",
    "papers.page_texts": "reads a PDF",
    "papers.take_copy": "reads a PDF",
    "papers.write_copy": "marks what it is given; the command export walks it",
    "tables.plan": "reads rows that it is given",
    "pairs_import.plan": "reads rows that it is given",
    "records.has_more_than": "tells whether a review is large",
    "design.touched": "counts one's own cells",
    "library_list.leave_out": "makes an edit of a reference",
    "verification.must_look": "looks at what verification.glance gave",
    "verification.placed": "finds quotes of what verification.glance gave",
    "round_trip.read": "reads a workbook beside one's own records",
    "round_trip.take": "writes what it is given",
    "library.open_pairs": "sorts pairs of references",
    "library.preview": "reads files",
    "paper_matching.attached": "reads files of references",
    "paper_matching.propose": "reads PDFs",
    "reanchoring.replace": "reads a PDF, moves one's own quotes",
    "figures.make": "cuts out a region that it is given",
    "figures.path_of": "names the file of a region that it is given",
    "search.placed": "places a hit that search.find gave",
    "backups.copy_to": "copies a file",
    "backups.due": "compares times",
    "backups.look_inside": "counts",
    "adjudication.returned": "reads the third reviewer's file",
    "exchange.manifest": "reads a packet",
    "exchange.save": "the command packet walks it",
    "exchange.save_seals": "hashes, tests/services/test_exchange_seals",
    "exports.write": "the command export walks it",
    "outputs.write": "the command export walks it",
}  # fmt: skip
"""Methods that the walk can't call, and why they tell nobody's answers, or what walks them."""


def services(review: Review) -> Iterator[tuple[str, object]]:
    """Yield the services of a review, and the review itself, by name."""
    yield "review", review
    for name, service in vars(review).items():
        is_service = type(service).__module__.startswith("app.services")
        if is_service and name not in WRITES and not name.startswith("_"):
            yield name, service


def readers(review: Review) -> set[str]:
    """Return every public method of every service that answers with more than an edit."""
    return {
        f"{name}.{verb}"
        for name, service in services(review)
        for verb, method in inspect.getmembers(service, inspect.ismethod)
        if not verb.startswith("_") and verb != "close" and f"{name}.{verb}" not in WRITES
        if not _is_of_edits(inspect.signature(method).return_annotation)
    }


def _is_of_edits(told: object) -> bool:
    """Tell whether an annotation is of edits, what they changed, or nothing."""
    if isinstance(told, str):
        return told == "None" or "Edit" in told or "Together" in told
    if told is None or told is type(None):
        return True
    parts = [part for part in get_args(told) if part is not type(None)]
    if parts:
        return any(map(_is_of_edits, parts))
    return getattr(told, "__module__", "").endswith("edits")


def told_by_services(review: Review, given: Mapping[str, Any]) -> dict[str, str]:
    """Call every public method that the given arguments fit; return what each told."""
    told = {}
    for name, service in services(review):
        for verb, method in inspect.getmembers(service, inspect.ismethod):
            path = f"{name}.{verb}"
            if verb.startswith("_") or verb in ("close", "verify") or path in WRITES:
                continue
            arguments = _arguments(method, given.get(path) or given)
            if arguments is not None:
                told[path] = _told(method, arguments)
    return told


def _arguments(method: Callable[..., object], given: Mapping[str, Any]) -> dict[str, Any] | None:
    found = {}
    for name, parameter in inspect.signature(method).parameters.items():
        if name in given:
            found[name] = given[name]
        elif parameter.default is inspect.Parameter.empty:
            return None
    return found


def _told(method: Callable[..., object], arguments: Mapping[str, Any]) -> str:
    try:
        return _shown(method(**arguments), 0)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong is told as well
        return repr(error)


def _shown(value: object, depth: int) -> str:
    """Return a value in words, generators and properties too."""
    if inspect.isgenerator(value):
        value = list(value)
    words = [repr(value)]
    if depth < 2 and type(value).__module__.startswith("app."):
        properties = inspect.getmembers(type(value), lambda part: isinstance(part, property))
        words += [_told(lambda n=name: getattr(value, n), {}) for name, _ in properties]
    return " ".join(words)


def commands() -> set[str]:
    """Return the names of all commands."""
    return set(parser()._subparsers._group_actions[0].choices)  # type: ignore[union-attr]


def told_by_command(arguments: list[str], capsys: Any) -> str:
    """Run a command and return all that it printed, which as JSON is most."""
    main(["--json", *arguments])
    printed = capsys.readouterr()
    return f"{printed.out} {printed.err}"


def formats() -> list[str]:
    """Return every format that the export offers."""
    export = parser()._subparsers._group_actions[0].choices["export"]  # type: ignore[union-attr]
    action = next(one for one in export._actions if "--format" in one.option_strings)
    return list(action.choices)


def written(folder: Path) -> str:
    """Return the text of every file below a folder, members of archives too."""
    return " ".join(
        _text(path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()
    )


def _text(content: bytes) -> str:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return " ".join(_text(archive.read(name)) for name in archive.namelist())
