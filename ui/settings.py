"""What the reviewer chose and where things stood, kept in one INI file."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from ui.theme import ThemeMode

RECENT_LIMIT = 30
TEXT_SCALES = (0.9, 1.0, 1.15, 1.3, 1.45, 1.6)
AFTER_FILL = ("next", "stay")


@dataclass(frozen=True, slots=True)
class RecentReview:
    """A review folder opened before; `opened` is local time as ISO 8601 text."""

    path: str
    title: str
    opened: str
    studies: int = 0
    complete: int = 0

    @property
    def folder(self) -> Path:
        """The folder of the review."""
        return Path(self.path)


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything the settings dialog shows."""

    theme: ThemeMode = ThemeMode.SYSTEM
    text_scale: float = 1.0
    after_fill: str = "next"
    single_letters: bool = True
    reduced_motion: bool = False
    reviewer_name: str = ""


def settings_file() -> Path:
    """Return the INI file in the user's configuration folder."""
    import platformdirs

    return platformdirs.user_config_path("Chartdesk", appauthor=False) / "chartdesk.ini"


class Settings:
    """Typed access to the INI file; unreadable values fall back to the defaults."""

    def __init__(self, file: Path | None = None) -> None:
        """Open the file (None: the user's own); it need not exist."""
        self._store = QSettings(str(file or settings_file()), QSettings.Format.IniFormat)

    @property
    def folder(self) -> Path:
        """The folder of the settings file, where other small files of the user may lie."""
        return Path(self._store.fileName()).parent

    def sync(self) -> None:
        """Write everything now."""
        self._store.sync()

    @property
    def choices(self) -> Choices:
        """What the reviewer chose."""
        default = Choices()
        after_fill = self._text("choices/after_fill", default.after_fill)
        return Choices(
            theme=self._theme(),
            text_scale=self._number("choices/text_scale", default.text_scale),
            after_fill=after_fill if after_fill in AFTER_FILL else default.after_fill,
            single_letters=self._flag("choices/single_letters", default.single_letters),
            reduced_motion=self._flag("choices/reduced_motion", default.reduced_motion),
            reviewer_name=self._text("choices/reviewer_name", default.reviewer_name),
        )

    @choices.setter
    def choices(self, chosen: Choices) -> None:
        for name, value in asdict(chosen).items():
            self._store.setValue(f"choices/{name}", str(value))

    @property
    def recent_reviews(self) -> tuple[RecentReview, ...]:
        """Reviews opened before, the latest first; missing folders stay listed."""
        try:
            read = json.loads(self._text("recent/reviews", "[]"))
            return tuple(RecentReview(**entry) for entry in read)
        except (json.JSONDecodeError, TypeError):
            return ()

    def remember_review(self, review: RecentReview) -> None:
        """Put a review first in the list of recent ones."""
        others = [r for r in self.recent_reviews if r.folder != review.folder]
        self._keep_recent((review, *others))

    def forget_review(self, folder: Path) -> None:
        """Take a review off the list; the folder itself is left alone."""
        self._keep_recent(tuple(r for r in self.recent_reviews if r.folder != folder))

    def move_review(self, folder: Path, found: Path) -> None:
        """Point a listed review to the folder where it was found again."""
        self._keep_recent(
            tuple(
                replace(r, path=str(found)) if r.folder == folder else r
                for r in self.recent_reviews
            )
        )

    @property
    def geometry(self) -> QByteArray:
        """The window's saveGeometry(); empty when nothing was kept."""
        return self._bytes("window/geometry")

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue("window/geometry", value)

    def splitter(self, workspace: str, screens: str) -> tuple[int, ...]:
        """Return pane sizes in pixels for a workspace on a set of screens, or nothing."""
        text = self._text(f"splitters/{screens}/{workspace}", "")
        parts = text.split(" ")
        return tuple(int(part) for part in parts) if all(p.isdigit() for p in parts) else ()

    def keep_splitter(self, workspace: str, screens: str, sizes: list[int]) -> None:
        """Keep pane sizes in pixels for a workspace on a set of screens."""
        self._store.setValue(f"splitters/{screens}/{workspace}", " ".join(map(str, sizes)))

    def place(self, key: str) -> str:
        """Return a remembered place (JSON text of the caller), such as a study's page."""
        return self._text(f"places/{key}", "")

    def keep_place(self, key: str, text: str) -> None:
        """Remember a place under a key, such as review and study."""
        self._store.setValue(f"places/{key}", text)

    def flag(self, name: str, default: bool = False) -> bool:
        """Return a switch of the window, such as a shown side bar."""
        return self._flag(f"flags/{name}", default)

    def keep_flag(self, name: str, value: bool) -> None:
        """Keep a switch of the window."""
        self._store.setValue(f"flags/{name}", str(value))

    def _keep_recent(self, reviews: tuple[RecentReview, ...]) -> None:
        kept = [asdict(review) for review in reviews[:RECENT_LIMIT]]
        self._store.setValue("recent/reviews", json.dumps(kept))

    def _theme(self) -> ThemeMode:
        try:
            return ThemeMode(self._text("choices/theme", ThemeMode.SYSTEM))
        except ValueError:
            return ThemeMode.SYSTEM

    def _text(self, key: str, default: str) -> str:
        value = self._store.value(key, default)
        return value if isinstance(value, str) else default

    def _flag(self, key: str, default: bool) -> bool:
        return self._text(key, str(default)).lower() == "true"

    def _number(self, key: str, default: float) -> float:
        try:
            return float(self._text(key, str(default)))
        except ValueError:
            return default

    def _bytes(self, key: str) -> QByteArray:
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()
