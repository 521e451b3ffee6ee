"""A sentence that remembers its parts: to be said in any language, and to lead to a study."""

from collections.abc import Callable, Mapping
from typing import Self

from app.domain.answers import Json


class Notice(str):
    """What is told of a merge or of broken blinding; as text it is the English sentence.

    `sentence` has {places} for the `words` (names, counts); `study_id` is the study that it is
    about, and `room` the workspace where one looks at it ("" is Extract).
    """

    sentence: str
    study_id: str
    room: str
    words: Mapping[str, str | int]

    def __new__(
        cls, sentence: str, study_id: str = "", room: str = "", /, **words: str | int
    ) -> Self:
        """Put the words into the sentence."""
        self = super().__new__(cls, sentence.format(**words))
        self.sentence, self.study_id, self.room, self.words = sentence, study_id, room, words
        return self

    def __reduce__(self) -> tuple[Callable[..., "Notice"], tuple[object, ...]]:
        """Keep the parts where it is sent to another process."""
        return _made, (self.sentence, self.study_id, self.room, dict(self.words))

    def ended(self) -> "Notice":
        """Return the notice with a full stop."""
        return Notice(f"{self.sentence}.", self.study_id, self.room, **self.words)

    def document(self) -> Json:
        """Return it as it is kept."""
        return {
            "sentence": self.sentence,
            "words": dict(self.words),
            "study": self.study_id,
            "room": self.room,
        }


def _made(sentence: str, study_id: str, room: str, words: Mapping[str, str | int]) -> Notice:
    return Notice(sentence, study_id, room, **words)


def kept(told: str) -> Json:
    """Return a notice, or a plain sentence, as it is kept."""
    return told.document() if isinstance(told, Notice) else told


def told_again(document: Json) -> str:
    """Read what `kept` gave; an earlier version kept sentences alone."""
    if not isinstance(document, Mapping):
        return str(document)
    words, study_id, room = (document.get(name) for name in ("words", "study", "room"))
    named = words if isinstance(words, Mapping) else {}
    said = {key: word if isinstance(word, int) else str(word) for key, word in named.items()}
    return Notice(str(document.get("sentence")), str(study_id or ""), str(room or ""), **said)
