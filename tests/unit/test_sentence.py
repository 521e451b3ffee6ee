"""A sentence that remembers its parts: as text, kept, sent, and said again."""

import pickle

from app.domain.sentence import Sentence, kept, told_again

FRENCH = {"{0} studies": "{0} études", "{0} study": "{0} étude", "of {0} by {name}": "{name} : {0}"}


def test_a_sentence_reads_as_its_text_and_is_read_again_with_its_parts() -> None:
    told = Sentence("{name} sealed {n}", name="Ben {Kim}", n=2).about("s1", "consensus")
    again = told_again(kept(told))
    assert again == "Ben {Kim} sealed 2"
    assert isinstance(again, Sentence)
    assert (again.study_id, again.room, again.words) == ("s1", "consensus", told.words)


def test_what_earlier_versions_kept_is_read() -> None:
    of_parts = {"sentence": "{name} sealed", "words": {"name": "Ben"}, "study": "s1", "room": ""}
    again = told_again(of_parts)
    assert (told_again(kept("{plain}")), again) == ("{plain}", "Ben sealed")
    assert isinstance(again, Sentence)
    assert again.study_id == "s1"


def test_a_sentence_in_a_sentence_is_said_again_with_the_singular_of_the_language() -> None:
    none = Sentence("{0} studies", 0, one="{0} study")
    told = pickle.loads(pickle.dumps(Sentence("of {0} by {name}", none, name="Ana")))
    assert told == "of 0 studies by Ana"
    assert told.again(FRENCH.__getitem__, lambda number: number < 2) == "Ana : 0 étude"


def test_a_full_stop_keeps_the_place() -> None:
    told = Sentence("{0} came", "Ben").about("s1", "form").ended()
    assert (told, told.pattern, told.study_id, told.room) == (
        "Ben came.",
        "{0} came.",
        "s1",
        "form",
    )
