"""The pilot of a form: charted on a few sources of every kind, then talked over.

JBI asks for a trial on two or three sources by the whole team; Pollock et al. 2023 (JBI Evid
Synth 21(3):520-532) for two or three of every type of evidence source, each reviewer alone, and
a debrief: what is missing, redundant, not understood, unclear in the guidance, how long it took.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.domain.documents import entries_of, invalid, number_of, text_of

QUESTIONS = ("missing", "redundant", "not_understood", "guidance")
PER_TYPE = 2
UNSTATED = ""


@dataclass(frozen=True, slots=True)
class PilotSource:
    """A study of the pilot and its type of evidence ("" when it is not charted yet)."""

    study_id: str
    label: str
    evidence_type: str = UNSTATED


@dataclass(frozen=True, slots=True)
class Debrief:
    """What one reviewer says: a text a question, whole minutes a study."""

    answers: Mapping[str, str] = field(default_factory=dict)
    minutes: Mapping[str, int] = field(default_factory=dict)

    def said(self, question: str, text: str) -> "Debrief":
        """Return the debrief with a question answered (blank: not answered)."""
        kept = {key: value for key, value in self.answers.items() if key != question}
        return replace(self, answers={**kept, **({question: text} if text.strip() else {})})

    def took(self, study_id: str, minutes: int) -> "Debrief":
        """Return the debrief with the minutes that a study took (0: not said)."""
        kept = {key: value for key, value in self.minutes.items() if key != study_id}
        return replace(self, minutes={**kept, **({study_id: minutes} if minutes > 0 else {})})


@dataclass(frozen=True, slots=True)
class Pilot:
    """A pilot of a version. `outcome` is what the group agreed; closed with the moment it was.

    `agreement` is filled by the statistics of two reviewers (percent, kappa ... a field), when
    there are any: {"fields": n, "percent": 87.5, ...}.
    """

    pilot_id: str
    version_id: str
    per_type: int
    begun_at: str
    sources: tuple[PilotSource, ...] = ()
    debriefs: Mapping[str, Debrief] = field(default_factory=dict)
    outcome: str = ""
    closed_at: str = ""
    agreement: Mapping[str, Any] = field(default_factory=dict)

    def debrief(self, reviewer_id: str) -> Debrief:
        """Return what a reviewer has said so far."""
        return self.debriefs.get(reviewer_id, Debrief())

    def with_debrief(self, reviewer_id: str, debrief: Debrief) -> "Pilot":
        """Return the pilot with what a reviewer says now."""
        return replace(self, debriefs={**self.debriefs, reviewer_id: debrief})

    @property
    def minutes(self) -> tuple[int, ...]:
        """All minutes that were said, of all reviewers."""
        return tuple(m for debrief in self.debriefs.values() for m in debrief.minutes.values())


def chosen(studies: Sequence[PilotSource], per_type: int) -> tuple[PilotSource, ...]:
    """Return the first so many studies of every type of evidence, in their order."""
    taken: dict[str, int] = {}
    found = []
    for source in studies:
        count = taken.get(source.evidence_type, 0)
        if count < per_type:
            taken[source.evidence_type] = count + 1
            found.append(source)
    return tuple(found)


def pilot_to_json(pilot: Pilot) -> dict[str, Any]:
    """Return the document of a pilot, without its id."""
    return {
        "version_id": pilot.version_id,
        "per_type": pilot.per_type,
        "begun_at": pilot.begun_at,
        "sources": [
            {"study_id": s.study_id, "label": s.label, "evidence_type": s.evidence_type}
            for s in pilot.sources
        ],
        "debriefs": {
            reviewer_id: {"answers": dict(said.answers), "minutes": dict(said.minutes)}
            for reviewer_id, said in pilot.debriefs.items()
        },
        "outcome": pilot.outcome,
        "closed_at": pilot.closed_at,
        "agreement": dict(pilot.agreement),
    }


def pilot_from_json(pilot_id: str, document: Mapping[str, Any]) -> Pilot:
    """Read what `pilot_to_json` wrote; raises FormInvalid."""
    where = "the pilot"
    debriefs = document.get("debriefs", {})
    agreement = document.get("agreement", {})
    if not isinstance(debriefs, dict) or not isinstance(agreement, dict):
        raise invalid("the pilot has no debriefs that can be read")
    return Pilot(
        pilot_id=pilot_id,
        version_id=text_of(document, "version_id", where),
        per_type=number_of(document, "per_type"),
        begun_at=text_of(document, "begun_at", where, ""),
        sources=tuple(
            PilotSource(
                text_of(entry, "study_id", where),
                text_of(entry, "label", where, ""),
                text_of(entry, "evidence_type", where, ""),
            )
            for entry in entries_of(document, "sources", where)
        ),
        debriefs={key: _debrief(entry) for key, entry in debriefs.items()},
        outcome=text_of(document, "outcome", where, ""),
        closed_at=text_of(document, "closed_at", where, ""),
        agreement=agreement,
    )


def _debrief(entry: Mapping[str, Any]) -> Debrief:
    answers = {q: str(text) for q, text in entry.get("answers", {}).items() if q in QUESTIONS}
    minutes = {key: int(number) for key, number in entry.get("minutes", {}).items()}
    return Debrief(answers, minutes)
