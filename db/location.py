"""Recognises folders on which a live database is at risk: synced ones and network drives."""

import os
import re
import subprocess
import sys
from pathlib import Path

# A part of the path -> the service that copies it behind the program's back.
SERVICES = (
    (re.compile(r"onedrive(\s*-.*|-.*)?", re.IGNORECASE), "OneDrive"),
    (re.compile(r"dropbox(\s*\(.*\)|-.*)?", re.IGNORECASE), "Dropbox"),
    (re.compile(r"icloud ?drive|mobile documents|com~apple~clouddocs", re.IGNORECASE), "iCloud"),
    (re.compile(r"google ?drive(\s*\(.*\)|-.*)?", re.IGNORECASE), "Google Drive"),
    (re.compile(r"nextcloud|owncloud", re.IGNORECASE), "Nextcloud"),
    (re.compile(r"Box|Box-Box|Box Sync"), "Box"),
)
NETWORK_TYPES = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs", "9p"}
    | {"ncpfs", "afs", "ceph", "glusterfs", "vboxsf", "prl_fs", "lustre", "coda"}
)
LINUX_MOUNT = re.compile(r"^\S+ (?P<point>\S+) (?P<type>\S+) \S+ \d+ \d+$")
MAC_MOUNT = re.compile(r"^.+? on (?P<point>.+) \((?P<type>\w+)[,)]")
OCTAL = re.compile(r"\\([0-7]{3})")
REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW


def is_synced_or_network(path: Path, mounts: str | None = None) -> str | None:
    """Name the sync service or network drive that a folder lies on; None for a plain disk.

    `mounts` is the mount table as Linux (/proc/mounts) or macOS (mount) writes it; without it
    the machine's own is read.
    """
    place = path.resolve()  # a link may lead into such a folder, or lie in one
    for part in (*path.absolute().parts, *place.parts):
        for pattern, service in SERVICES:
            if pattern.fullmatch(part):
                return service
    if _is_windows_share(place):
        return "a network drive"
    kind = _mount_type(place, _mount_table() if mounts is None else mounts)
    if kind in NETWORK_TYPES or kind.startswith("fuse."):  # fuseblk is a local NTFS disk
        return f"a network drive ({kind})"
    return None


def _mount_type(place: Path, mounts: str) -> str:
    """Return the type of the innermost mount that holds the place, "" when none does."""
    found: list[tuple[int, str]] = []
    for line in mounts.splitlines():
        match = LINUX_MOUNT.match(line) or MAC_MOUNT.match(line)
        if match is None:
            continue
        point = Path(OCTAL.sub(lambda code: chr(int(code[1], 8)), match["point"]))
        if place.is_relative_to(point):
            found.append((len(point.parts), match["type"]))
    # of two mounts on one point the later hides the earlier
    return max(reversed(found), key=lambda entry: entry[0])[1] if found else ""


def _mount_table() -> str:
    table = Path("/proc/self/mounts")
    if table.is_file():
        return table.read_text(encoding="utf-8", errors="replace")
    return _mac_mounts() if sys.platform == "darwin" else ""


def _mac_mounts() -> str:
    command = ["/sbin/mount"]
    return subprocess.run(  # noqa: S603 - a fixed system program
        command, capture_output=True, check=False, encoding="utf-8", timeout=2
    ).stdout


def _is_windows_share(place: Path) -> bool:
    return os.fspath(place).startswith("\\\\") or _drive_type(place) == REMOTE_DRIVE


def _drive_type(place: Path) -> int:
    """Return what Windows says of a drive; 0 (unknown) elsewhere."""
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(place.anchor))
    else:  # noqa: RET505 - mypy looks at one platform at a time
        return 0
