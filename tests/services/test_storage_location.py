"""Folders on which a live database is at risk."""

from pathlib import Path

import pytest

from db.location import is_synced_or_network

MOUNTS = """\
sysfs /sys sysfs rw,nosuid 0 0
/dev/sda1 / ext4 rw,relatime 0 0
/dev/sdb1 /media/ana/My\\040Disk fuseblk rw,user_id=0 0 0
//server/share /mnt/share cifs rw,vers=3.0 0 0
server:/export /home/ana/lab nfs4 rw 0 0
ana@host: /home/ana/remote fuse.sshfs rw 0 0
/dev/sdc1 /home/ana/lab/local ext4 rw 0 0
"""
MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//ana@server/Team%20Share on /Volumes/Team Share (smbfs, nodev, nosuid, mounted by ana)
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/home/ana/OneDrive/review", "OneDrive"),
        ("/home/ana/OneDrive - University of Leeds/review", "OneDrive"),
        ("/Users/ana/Library/CloudStorage/OneDrive-Personal/review", "OneDrive"),
        ("/home/ana/Dropbox (Personal)/review", "Dropbox"),
        ("/home/ana/iCloudDrive/review", "iCloud"),
        ("/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/review", "iCloud"),
        ("/home/ana/Google Drive/review", "Google Drive"),
        ("/Users/ana/Library/CloudStorage/GoogleDrive-ana@x.org/My Drive", "Google Drive"),
        ("/home/ana/Nextcloud/review", "Nextcloud"),
        ("/Users/ana/Library/CloudStorage/Box-Box/review", "Box"),
        ("/home/ana/box/review", None),
        ("/home/ana/reviews/Dropbox study", None),
        ("/home/ana/review", None),
    ],
)
def test_synced_folder_is_named(path: str, expected: str | None) -> None:
    assert is_synced_or_network(Path(path), "") == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/mnt/share/review", "a network drive (cifs)"),
        ("/home/ana/lab/review", "a network drive (nfs4)"),
        ("/home/ana/remote", "a network drive (fuse.sshfs)"),
        ("/home/ana/lab/local/review", None),
        ("/home/ana/laboratory", None),
        ("/media/ana/My Disk/review", None),
    ],
)
def test_network_drive_is_named_by_its_type(path: str, expected: str | None) -> None:
    assert is_synced_or_network(Path(path), MOUNTS) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/Volumes/Team Share/review", "a network drive (smbfs)"),
        ("/Users/ana/review", None),
    ],
)
def test_mount_table_of_macos_is_understood(path: str, expected: str | None) -> None:
    assert is_synced_or_network(Path(path), MAC) == expected


def test_later_mount_on_the_same_point_hides_the_earlier() -> None:
    mounts = "/dev/sda1 /data ext4 rw 0 0\nserver:/x /data nfs rw 0 0\n"
    assert is_synced_or_network(Path("/data/review"), mounts) == "a network drive (nfs)"


def test_folder_for_temporary_files_is_a_plain_disk(tmp_path: Path) -> None:
    assert is_synced_or_network(tmp_path) is None


def test_link_into_a_synced_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "review").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "Dropbox" / "review")
    assert is_synced_or_network(tmp_path / "link", "") == "Dropbox"
