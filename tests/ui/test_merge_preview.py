"""What is told of a colleague's file before it is merged."""

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.packets import Counts, Manifest, MergeReport, Part
from app.domain.sentence import Sentence
from app.services.exchange.sentences import SEALED_OTHERWISE
from tests.e2e import finding
from ui.flows.merge_preview import MergePreview
from ui.flows.notice_list import NoticeList

MADE = "2026-01-02T03:04:05+00:00"
MANIFEST = Manifest(
    **dict.fromkeys(
        "packet_id review_id review_title reviewer_id app_version schema signature".split(), ""
    ),
    reviewer_name="Ben Kim",
    made_at=MADE,
    counter=1,
    since=0,
    seen={},
    parts={"rows/answer.jsonl": Part("", 1, 40)},
    columns={},
    seals={},
)


def test_all_that_is_told_of_seals_fits_beside_the_counts(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1093, 534)
    told = [Sentence(SEALED_OTHERWISE, study=f"“Study {n}”", name="Ben Kim") for n in range(30)]
    counts = Counts(new=40)
    dialog = MergePreview(MANIFEST, window)
    dialog.show()
    dialog.show_report(
        MergeReport("Ben Kim", MADE, {"answer": counts}, warnings=tuple(told), total=counts)
    )
    listed = dialog.findChildren(NoticeList)[0]
    assert listed.accessibleName() == "What to know before it is merged"
    assert (listed.model().rowCount(), listed.isVisible()) == (30, True)
    assert dialog.height() <= window.height()
    assert finding.named(dialog, "Merge", QPushButton).isEnabled()
