"""A sentence that remembers its parts: as text, kept, and read again."""

from app.domain.notices import Notice, kept, told_again


def test_a_notice_reads_as_its_sentence_and_is_read_again_with_its_parts() -> None:
    notice = Notice("{name} sealed {n}", "s1", "consensus", name="Ben {Kim}", n=2)
    again = told_again(kept(notice))
    assert again == "Ben {Kim} sealed 2"
    assert isinstance(again, Notice)
    assert (again.study_id, again.room, again.words) == ("s1", "consensus", notice.words)


def test_a_sentence_of_an_earlier_version_stays_as_it_is() -> None:
    assert told_again(kept("{plain}")) == "{plain}"
