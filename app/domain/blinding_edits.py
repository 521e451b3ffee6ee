"""Breaking the blinding: opening a colleague's work early, and turning blinding off for a time.

Both are settings of the review, so that they are logged and go to colleagues.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.domain.answers import Json
from app.domain.edits import SetReviewSetting
from app.domain.ids import new_id

OPENED, OFF = "opened/", "blinding/"


@dataclass(frozen=True, slots=True)
class Opening:
    """A study that somebody opened before all who chart it had sealed it.

    `had_sealed`: their own work was sealed by then, so that it stays independent.
    """

    study_id: str
    reviewer_id: str
    reason: str
    had_sealed: bool


@dataclass(frozen=True, slots=True)
class Period:
    """A time without blinding, between two counters of the log; `until` None: it lasts."""

    key: str
    reviewer_id: str
    reason: str
    since: int
    until: int | None = None


def opened_key(study_id: str, reviewer_id: str) -> str:
    """Return the key of the setting that says why somebody broke the blinding of a study."""
    return f"{OPENED}{study_id}/{reviewer_id}"


def opens(one: Opening) -> SetReviewSetting:
    """Return the edit by which a reviewer opens colleagues' work before all is sealed."""
    said: Json = {"reason": one.reason, "sealed": one.had_sealed}
    return SetReviewSetting(opened_key(one.study_id, one.reviewer_id), None, said)


def begins(reviewer_id: str, reason: str, counter: int) -> SetReviewSetting:
    """Return the edit that turns blinding off from a counter of the log on."""
    period = Period(f"{OFF}{new_id()}", reviewer_id, reason, counter)
    return SetReviewSetting(period.key, None, _to_json(period))


def ends(period: Period, counter: int) -> SetReviewSetting:
    """Return the edit that turns blinding on again."""
    after = _to_json(replace(period, until=counter))
    return SetReviewSetting(period.key, _to_json(period), after)


def openings(settings: Mapping[str, object]) -> Iterator[Opening]:
    """Yield every study that somebody opened early."""
    for key, said in sorted(settings.items()):
        study_id, _, reviewer_id = key.removeprefix(OPENED).partition("/")
        if key.startswith(OPENED) and isinstance(said, dict):
            reason = str(said.get("reason", ""))
            yield Opening(study_id, reviewer_id, reason, bool(said.get("sealed")))


def periods(settings: Mapping[str, object]) -> Iterator[Period]:
    """Yield the times without blinding, in the order in which they began."""
    found = [
        Period(
            key,
            str(said.get("by", "")),
            str(said.get("reason", "")),
            int(said.get("since", 0)),
            None if said.get("until") is None else int(said["until"]),
        )
        for key, said in settings.items()
        if key.startswith(OFF) and isinstance(said, dict)
    ]
    yield from sorted(found, key=lambda period: (period.since, period.key))


def _to_json(period: Period) -> Json:
    return {
        "by": period.reviewer_id,
        "reason": period.reason,
        "since": period.since,
        "until": period.until,
    }
