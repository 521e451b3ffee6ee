"""PDFs find their record: sure by identifier or title with year, never sure by name alone."""

from pathlib import Path

from app.references.duplicates import Candidate
from app.references.matching import Front, accepted, attached_to, matches

TITLE = "Peer support for carers of people with dementia living at home"
RECORD = Candidate("a", TITLE, 2019, "10.1000/peer.1", "30922926", authors=("Hale",))
OTHER = Candidate("b", "Telehealth for carers of people with dementia", 2019, "10.1000/other")
KNOWN = (RECORD, OTHER)
PAGE = f"Journal of Care 2019\n{TITLE}\nR Hale and L Guan"


def _best(front: Front) -> tuple[str, bool]:
    found = matches(front, KNOWN)
    return (found[0].key if found else "", accepted(found) is not None)


def test_the_doi_of_the_paper_is_sure() -> None:
    assert _best(Front("x", "10.1000/PEER.1", None, PAGE)) == ("a", True)


def test_a_doi_without_its_title_is_asked_about() -> None:
    cited = "A paper on something else that cites the first\n" * 3
    assert _best(Front("x", "10.1000/peer.1", None, cited)) == ("a", False)


def test_a_pmid_in_the_file_name_is_sure() -> None:
    assert _best(Front("rct_30922926_final", text=PAGE)) == ("a", True)


def test_title_and_year_on_the_page_are_sure() -> None:
    assert _best(Front("scan1", text=PAGE)) == ("a", True)


def test_a_title_without_its_year_is_asked_about() -> None:
    assert _best(Front("scan1", text=TITLE)) == ("a", False)


def test_a_notice_about_a_paper_and_one_that_lists_it_are_asked_about() -> None:
    notice = f"Journal of Care 2019\nCorrection to: {TITLE}\nR Hale and L Guan"
    listed = f"Another paper of 2019\nReferences\n1. Hale R. {TITLE}. J Care 2019"
    assert _best(Front("x", "10.1000/peer.1", None, notice)) == ("a", False)
    assert _best(Front("x", text=listed)) == ("a", False)


def test_author_and_year_in_the_name_are_never_sure() -> None:
    assert _best(Front("Hale 2019")) == ("a", False)


def test_two_records_alike_are_asked_about() -> None:
    twin = Candidate("c", TITLE, 2019, "10.1000/peer.2")
    assert accepted(matches(Front("scan1", text=PAGE), (RECORD, twin))) is None


def test_copies_of_one_record_do_not_make_a_match_unsure() -> None:
    title = "Exercise and mood in older adults living in rural communities"
    front = Front("scan", text=f"{title}\nA. Hale\n2020")
    found = accepted(matches(front, [Candidate(key, title, 2020) for key in "ab"]))
    assert found is not None
    assert found.key == "a"


def test_attachments_of_endnote_and_zotero_are_followed() -> None:
    files = {
        "a": ("internal-pdf://1234567890/Hale-2018.pdf",),
        "b": ("files/12/Guan%202019.pdf",),
        "c": ("files/13/Ortiz.pdf", "files/14/Same.pdf"),
        "d": ("files/15/Same.pdf",),
    }
    paths = ("PDF/1234567890/Hale-2018.pdf", "moved/Guan 2019.pdf", "15/Same.pdf", "x/Same.pdf")
    found = [attached_to(Path(path), files) for path in paths]
    assert [match.key if match else None for match in found] == ["a", "b", "d", None]
