"""The history of a form: which version follows which, and which answers a version asks about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.answers import Json
from app.domain.form_changes import Affects, Decision, Resolution


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """A published version. `merged_id` is the colleague's version it takes in besides its parent.

    `at` is ISO 8601 text in UTC; `device` is empty for versions of the first release.
    """

    version_id: str
    number: int
    parent_id: str | None
    merged_id: str | None
    reason: str
    by: str
    at: str
    device: str = ""
    resolutions: tuple[Resolution, ...] = ()


class Relation(StrEnum):
    """How the version in use stands to another one."""

    SAME = "same"
    AHEAD = "ahead"
    BEHIND = "behind"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """What deciding about an answer needs: its value, its version, and whether it has a quote."""

    value: Json
    is_empty: bool
    is_quoted: bool
    version_id: str


def ancestry(versions: Mapping[str, VersionInfo], version_id: str) -> frozenset[str]:
    """Return a version and every version it came from."""
    found: set[str] = set()
    waiting = [version_id]
    while waiting:
        current = waiting.pop()
        if current in found or current not in versions:
            continue
        found.add(current)
        info = versions[current]
        waiting += [key for key in (info.parent_id, info.merged_id) if key]
    return frozenset(found)


def relation(versions: Mapping[str, VersionInfo], current: str, other: str) -> Relation:
    """Tell how `current` stands to `other`: ahead of it, behind it, or on a way of its own."""
    if current == other:
        return Relation.SAME
    if other in ancestry(versions, current):
        return Relation.AHEAD
    if current in ancestry(versions, other):
        return Relation.BEHIND
    return Relation.APART


def heads(versions: Mapping[str, VersionInfo]) -> tuple[str, ...]:
    """Return the versions that nothing follows, in the order of their numbers.

    More than one: two computers published without knowing of each other.
    """
    followed = {key for info in versions.values() for key in (info.parent_id, info.merged_id)}
    loose = [info for info in versions.values() if info.version_id not in followed]
    return tuple(info.version_id for info in sorted(loose, key=lambda info: (info.number, info.at)))


def common_base(versions: Mapping[str, VersionInfo], one: str, other: str) -> str | None:
    """Return the newest version that both came from."""
    shared = ancestry(versions, one) & ancestry(versions, other)
    return max(shared, key=lambda key: versions[key].number, default=None)


def history(versions: Mapping[str, VersionInfo], current: str) -> tuple[VersionInfo, ...]:
    """Return the versions that led to `current`, oldest first."""
    known = (versions[key] for key in ancestry(versions, current))
    return tuple(sorted(known, key=lambda info: (info.number, info.at)))


class Revisits:
    """Finds the answers that the versions up to the one in use want to be looked at again."""

    def __init__(self, versions: Mapping[str, VersionInfo], current: str) -> None:
        """Read the decisions of the versions that led to `current`."""
        led = history(versions, current)
        self._known = {info.version_id: ancestry(versions, info.version_id) for info in led}
        self._asked: dict[str, list[tuple[VersionInfo, Resolution]]] = {}
        for info in led:
            for resolution in info.resolutions:
                if resolution.decision is Decision.REVISIT:
                    self._asked.setdefault(resolution.subject, []).append((info, resolution))

    @property
    def field_ids(self) -> frozenset[str]:
        """The fields that some version asks about."""
        return frozenset(self._asked)

    def versions_of(self, field_id: str) -> tuple[str, ...]:
        """Return the versions that ask about a field."""
        return tuple(info.version_id for info, _ in self._asked.get(field_id, ()))

    def was_before(self, stamp: str, version_id: str) -> bool:
        """Tell whether an answer with this stamp was given without knowing a version."""
        return version_id not in self._known.get(stamp, frozenset())

    def reasons(
        self, field_id: str, facts: AnswerFacts | None, started: Iterable[str]
    ) -> tuple[tuple[VersionInfo, Resolution], ...]:
        """Return the decisions that ask about a cell (None: it has no answer yet).

        `started` are the versions that the extraction's other answers were given under: a
        study that was begun under the new version is not asked about its empty cells.
        """
        stamps = tuple(started)
        return tuple(
            (info, resolution)
            for info, resolution in self._asked.get(field_id, ())
            if self._is_asked(info, resolution, facts, stamps)
        )

    def _is_asked(
        self,
        info: VersionInfo,
        resolution: Resolution,
        facts: AnswerFacts | None,
        stamps: Sequence[str],
    ) -> bool:
        if facts is None or facts.is_empty:
            begun = any(self.was_before(stamp, info.version_id) for stamp in stamps)
            return resolution.affects is Affects.EMPTY and begun
        if resolution.affects is Affects.EMPTY or not self.was_before(
            facts.version_id, info.version_id
        ):
            return False
        if resolution.affects is Affects.OPTION:
            return has_option(facts.value, resolution.option)
        return resolution.affects is Affects.ANSWERED or not facts.is_quoted


def has_option(value: Json, option: str) -> bool:
    """Tell whether an answer is an option, or has it in its list."""
    return option in value if isinstance(value, list) else value == option


def merged_option(value: Json, option: str, target: str) -> Json:
    """Return an answer with one option replaced by another; no option stands twice."""
    if not isinstance(value, list):
        return target if value == option else value
    swapped = [target if item == option else item for item in value]
    return [item for place, item in enumerate(swapped) if item not in swapped[:place]]
