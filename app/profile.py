"""What the user's profile on this computer keeps of a review: as whom it is opened here.

A review's folder may be copied; who somebody is may not be copied with it.
"""

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex

from app.domain.errors import AppError


@dataclass(frozen=True, slots=True)
class Known:
    """Who works on a review on this computer; `others` have worked on it here as well.

    `device` is what the log calls this computer, "" where its own name will do.
    """

    reviewer_id: str
    others: frozenset[str] = frozenset()
    device: str = ""

    @property
    def all(self) -> frozenset[str]:
        """Everybody who works on it here."""
        return self.others | {self.reviewer_id}

    def now(self, reviewer_id: str) -> "Known":
        """Return the same with somebody else at work."""
        return replace(self, reviewer_id=reviewer_id, others=self.all - {reviewer_id})

    def beside(self, reviewer_id: str) -> "Known":
        """Return the same with one more person who may work here."""
        return replace(self, others=(self.others | {reviewer_id}) - {self.reviewer_id})


class IdentityFile:
    """The small file of one review in the profile."""

    def __init__(self, review_id: str, folder: Path | None = None) -> None:
        """Name the file; it need not exist. `folder` None: in the user's own profile."""
        self._path = (folder or profile_folder()) / f"{review_id}.json"

    def read(self) -> Known | None:
        """Return who works here; None when that was never said, or can't be read."""
        try:
            said = json.loads(self._path.read_text(encoding="utf-8"))
            others = frozenset(map(str, said["others"]))
            return Known(str(said["reviewer"]), others, str(said.get("device", "")))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, known: Known) -> None:
        """Keep who works here, whole or not at all; raises AppError where it can't be."""
        said = {"reviewer": known.reviewer_id, "others": sorted(known.others)}
        written = json.dumps(said | ({"device": known.device} if known.device else {}))
        temporary = self._path.with_name(f".{self._path.stem}-{token_hex(4)}.tmp")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(written, encoding="utf-8")
            temporary.replace(self._path)
        except OSError as error:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise AppError(f"“{self._path.parent}” can't be written.") from error

    def can_be_kept(self) -> bool:
        """Tell whether the profile can be written; leaves nothing there."""
        probe = self._path.with_name(f".{token_hex(4)}.tmp")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            probe.touch()
            probe.unlink()
        except OSError:
            return False
        return True

    def forget(self) -> None:
        """Forget who works here, as for a review that is gone; what can't be deleted stays."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


def profile_folder() -> Path:
    """Return the folder of these files in the user's configuration."""
    import platformdirs

    return Path(platformdirs.user_config_path("Chartdesk", appauthor=False)) / "reviews"
