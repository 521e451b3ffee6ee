"""What a merge tells, as sentences with places for names: the window says them in its language."""

from datetime import timedelta

OWN_WORK = (
    "This is your own work from another computer. Both are joined; where you answered the same "
    "question on both, the later answer stands and the other is in the history."
)
_AHEAD = (
    "The clock of {{name}}'s computer is {0} ahead of this one. What is later is told by the order "
    "of steps, not by clocks, so nothing is lost; only the times in the history differ."
)
_SPANS = (
    (timedelta(days=1), _AHEAD.format("1 day"), _AHEAD.format("{n} days")),
    (timedelta(hours=1), _AHEAD.format("1 hour"), _AHEAD.format("{n} hours")),
    (timedelta(minutes=1), _AHEAD.format("1 minute"), _AHEAD.format("{n} minutes")),
)
SEALED_OTHERWISE = (
    "The answers to {study} are not those that {name} sealed. Both are kept in the log; ask why "
    "they were changed."
)
PROMISED_OTHERWISE = (
    "The answers to {study} are not those whose seal {name} handed over with the file of {day}. "
    "Both are kept in the log; ask why they were changed."
)
SEAL_BROKEN = "{name} broke the seal of {study} on {day}: {reason}."
MOVED = "{name} went on with their work on another computer ({device}): {reason}."
_STAYS = (
    "The version in use here stays until you take the other in under Form, Versions; answers keep "
    "the version that they were given under."
)
VERSION = (
    f"Version {{number}} of the form “{{form}}”, by {{name}} of {{day}}, came with it. {_STAYS}"
)
VERSION_WITH_REASON = (
    "Version {number} of the form “{form}”, by {name} of {day} (“{reason}”), came with it. "
    f"{_STAYS}"
)
CHECKED = "{name} has checked {n} of your answers and corrected 0."
CORRECTED = (
    "{name} has checked {n} of your answers and corrected {corrected}. “Check the review…” lists "
    "them."
)
OTHER_COPY = (
    "“{study}” has another copy of its PDF now, from {name}. Yours is kept: it is shown while the "
    "other file is not here, and while your study is complete. Quotes are looked for again in the "
    "copy that is shown."
)


def ahead(time: timedelta) -> tuple[str, int]:
    """Return the sentence about a clock that is so far ahead (a minute at least), and its count."""
    for length, one, many in _SPANS:
        count = time // length
        if count:
            return (one if count == 1 else many), count
    return _SPANS[-1][1], 1
