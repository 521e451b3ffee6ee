"""A PostgreSQL server of its own for the tests: in a temporary folder, on the loopback only."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

INSTALLED = Path("/usr/lib/postgresql")
SETTINGS = "-c fsync=off -c listen_addresses=127.0.0.1 -c unix_socket_directories= -p {port}"


@contextmanager
def running_server() -> Iterator[str]:
    """Yield the address of a server, or skip the test with the reason there is none."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="chartdesk-postgres-"))
    account = _account(folder)
    port = _free_port()
    data, log = str(folder / "data"), str(folder / "log")
    control = [str(programs / "pg_ctl"), "-D", data, "-s"]
    try:
        initdb = [str(programs / "initdb"), "-D", data, "-U", "tester", "-A", "trust", "-N"]
        _run([*initdb, "-E", "UTF8", "--locale=C"], account)
        _run([*control, "-l", log, "-w", "-o", SETTINGS.format(port=port), "start"], account)
        yield f"postgresql://tester@127.0.0.1:{port}/postgres"
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            _run([*control, "-m", "immediate", "-w", "stop"], account)
        shutil.rmtree(folder)


def _programs() -> Path:
    found = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        pytest.skip(f"PostgreSQL is not installed in {INSTALLED}")
    return found[-1].parent


def _account(folder: Path) -> str | None:
    """Name the account the server runs under: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    try:
        shutil.chown(folder, "postgres", "postgres")
    except LookupError:
        folder.rmdir()
        pytest.skip("running as root, and there is no account postgres to run the server")
    return "postgres"


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _run(command: list[str], account: str | None) -> None:
    groups: list[str | int] | None = [] if account else None
    done = subprocess.run(
        command,
        user=account,
        group=account,
        extra_groups=groups,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # the server would keep a pipe open
        stderr=subprocess.PIPE if "start" not in command else subprocess.DEVNULL,
        timeout=60,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"{command[0]} failed: {(done.stderr or b'').decode(errors='replace')}")
