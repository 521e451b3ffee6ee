"""Draws docs/images from the real window with the sample review.

Run it after a visible change, and look at what it made: `.venv/bin/python docs/screenshots.py`.
"""

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402 - after the platform is chosen

from app.creating import create_sample  # noqa: E402
from app.domain.answers import Cell  # noqa: E402
from app.pdf.locate import find_text  # noqa: E402
from app.pdf.requests import Priority  # noqa: E402
from ui.demo import wait  # noqa: E402
from ui.extract.workspace import ExtractWorkspace  # noqa: E402
from ui.main_window import MainWindow  # noqa: E402
from ui.settings import Settings  # noqa: E402
from ui.theme import ThemeController, ThemeMode  # noqa: E402

IMAGES = ROOT / "docs" / "images"
STUDY = "Ghossoub 2017"
FIELD = "source.context"
WORDS = "living in Beirut between March 2012 and December 2012"
PAGE = 1  # from 0
USUAL, SMALL = (1366, 688), (1093, 534)


@dataclass(frozen=True, slots=True)
class Picture:
    """A file of docs/images: what is on screen, how large (pixels), in which theme."""

    name: str
    shows: str  # start, extract or project
    size: tuple[int, int] = USUAL
    theme: ThemeMode = ThemeMode.LIGHT


PICTURES = (
    Picture("extract_light.png", "extract"),
    Picture("extract_dark.png", "extract", theme=ThemeMode.DARK),
    Picture("extract_small.png", "extract", SMALL),
    Picture("project.png", "project"),
    Picture("start.png", "start"),
)


def main() -> int:
    """Draw every picture; return the number of those that could not be written."""
    with tempfile.TemporaryDirectory() as folder:
        return draw_all(Path(folder))


def draw_all(folder: Path) -> int:
    """Draw every picture with a copy of the sample in `folder`."""
    review = folder / "Sample review"
    create_sample(review)
    app = QApplication(sys.argv[:1])
    theme = ThemeController(app, app)
    failed = 0
    for picture in PICTURES:
        settings = Settings(folder / f"{picture.name}.ini")
        theme.apply(picture.theme)
        window = MainWindow(settings, theme)
        window.resize(*picture.size)
        window.show()
        saved = draw(window, picture, review)
        window.close()
        print(f"{IMAGES / picture.name}{'' if saved else ' could not be written'}")
        failed += not saved
    return failed


def draw(window: MainWindow, picture: Picture, review: Path) -> bool:
    """Bring what the picture shows on the screen and write it."""
    if picture.shows != "start":
        window.open_folder(review)
        wait(lambda: window.extract is not None and window.extract.source.is_settled)
    if window.extract is not None and picture.shows == "extract":
        select_words(window.extract)
    elif picture.shows == "project":
        window.show_project()
    wait(lambda: not window.jobs.is_busy)
    rest(window)
    return window.grab().save(str(IMAGES / picture.name))


def select_words(extract: ExtractWorkspace) -> None:
    """Open the half-done study and select words for a field, as the mouse would."""
    study = next(study for study in extract.studies if study.label == STUDY)
    extract.open_study(study.study_id)
    wait(lambda: extract.source.is_settled and extract.reader.canvas.is_ready)
    record = extract.controller.record
    if record is not None:
        extract.form.set_target(Cell(record.extraction_id, FIELD))
    extract.source.need_texts((PAGE,), Priority.VISIBLE)
    wait(lambda: extract.source.text(PAGE) is not None)
    text = extract.source.text(PAGE)
    if text is not None:
        extract.reader.go_to_page(PAGE)
        extract.reader.canvas.select(PAGE, find_text(text, WORDS)[0])
        selected = extract.reader.selection()
        if selected is not None:
            extract.reader.jump_to(selected.places, flash=False)
    wait(lambda: extract.source.is_settled)


def rest(widget: QWidget, milliseconds: int = 700) -> None:
    """Let flashes, late tiles and layouts end."""
    wait(lambda: False, milliseconds)
    widget.repaint()


if __name__ == "__main__":
    sys.exit(main())
