"""Papers that hang, crash or lie cost a worker, never the host."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from app.pdf.client import Limits, PdfClient
from app.pdf.errors import (
    PageNotDrawn,
    PaperDamaged,
    PaperEncrypted,
    PaperMissing,
    PaperTooComplex,
    PdfError,
)
from app.pdf.probe import probe
from app.pdf.requests import OpenPaper, Priority, ReadText, RenderTile
from tests.leaks import alive
from tests.services import pdf_files

pytestmark = pytest.mark.fresh_workers

QUICK = Limits(open_seconds=8, tile_seconds=2, memory_bytes=600 << 20)
BOX = b"/MediaBox [0 0 300 400]"
BOMBS = [
    pdf_files.page_tree_loop,
    pdf_files.self_recursive_form,
    pdf_files.nested_forms,
    pdf_files.tiny_tiling,
    pdf_files.content_bomb,
    pdf_files.many_glyphs,
]
HARMLESS = [pdf_files.huge_page, pdf_files.million_pages, pdf_files.opens_with_script]


@pytest.fixture
def client() -> Iterator[PdfClient]:
    """One worker with short limits."""
    with PdfClient(workers=1, limits=QUICK) as client:
        yield client


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A sound paper of one page."""
    return pdf_files.words(tmp_path / "good.pdf", BOX)


def tile(path: Path) -> RenderTile:
    """Ask for the first tile of page one."""
    return RenderTile(path, page=0, scale=1, x=0, y=0, w=512, h=512)


@pytest.mark.slow
@pytest.mark.parametrize("make", BOMBS)
def test_host_survives_a_bomb(
    client: PdfClient, good: Path, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    path = make(tmp_path / "bomb.pdf")
    errors = [client.submit(request).exception() for request in (OpenPaper(path), tile(path))]
    assert any(errors)
    assert all(isinstance(error, PdfError) for error in errors if error)
    assert client.submit(ReadText(good, page=0)).result().text == "Hamburg"


@pytest.mark.parametrize("make", HARMLESS)
def test_odd_paper_is_drawn(
    client: PdfClient, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    drawn = client.submit(tile(make(tmp_path / "odd.pdf"))).result()
    assert drawn.width > 0


@pytest.mark.slow
def test_page_that_hung_is_refused_at_once_until_forgiven(
    client: PdfClient, tmp_path: Path
) -> None:
    path = pdf_files.tiny_tiling(tmp_path / "bomb.pdf")
    with pytest.raises(PageNotDrawn, match="too long"):
        client.submit(tile(path)).result()
    again = client.submit(tile(path))
    with pytest.raises(PageNotDrawn, match="too long"):
        again.result(timeout=QUICK.tile_seconds / 2)
    client.forgive(path)
    assert client.submit(tile(path)).exception() is not again.exception()


@pytest.mark.slow
def test_paper_that_crashed_two_workers_is_refused_whole(client: PdfClient, tmp_path: Path) -> None:
    path = pdf_files.many_glyphs(tmp_path / "bomb.pdf")
    with pytest.raises(PaperTooComplex, match="safely"):
        client.submit(OpenPaper(path)).result()
    with pytest.raises(PaperTooComplex):
        client.submit(tile(path)).result(timeout=1)


def test_killed_worker_is_replaced_and_the_request_answered(client: PdfClient, good: Path) -> None:
    client.submit(OpenPaper(good)).result()
    worker = client._lanes[0]._process
    assert worker is not None
    worker.kill()
    assert client.submit(OpenPaper(good)).result().pages == 1


def test_worker_leaves_ctrl_c_to_the_host(client: PdfClient, good: Path) -> None:
    client.submit(OpenPaper(good)).result()
    worker = client._lanes[0]._process
    assert worker is not None
    os.kill(worker.pid or 0, signal.SIGINT)
    assert client.submit(ReadText(good, page=0)).result().text == "Hamburg"
    assert client._lanes[0]._process is worker


def test_visible_tile_goes_before_what_was_asked_earlier(
    client: PdfClient, good: Path, tmp_path: Path
) -> None:
    done: list[str] = []
    client.submit(tile(pdf_files.tiny_tiling(tmp_path / "busy.pdf")))
    late = client.submit(ReadText(good, page=0), Priority.THUMBNAIL)
    late.add_done_callback(lambda _: done.append("thumbnail"))
    first = client.submit(ReadText(good, page=0), Priority.VISIBLE)
    first.add_done_callback(lambda _: done.append("visible"))
    late.result()
    assert done == ["visible", "thumbnail"]


def test_a_further_worker_without_work_is_ended(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rested = threading.Event()
    with PdfClient(workers=1, limits=replace(QUICK, idle_seconds=0.1)) as client:
        (lane,) = client._lanes
        lane.eager = False
        end = lane.rest
        monkeypatch.setattr(lane, "rest", lambda: (end(), rested.set()))
        assert client.submit(ReadText(good, page=0)).result().text == "Hamburg"
        assert rested.wait(60)
        assert lane._process is None


def test_closing_leaves_no_thread_and_no_process(good: Path) -> None:
    before = alive()
    with PdfClient() as client:
        client.submit(OpenPaper(good)).result()
    after = alive()
    assert set(after["threads"]) == set(before["threads"])
    assert set(after["children"]) == set(before["children"])


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="shared memory has no folder here")
def test_closing_gives_back_the_shared_memory(good: Path) -> None:
    with PdfClient(workers=1) as client:
        client.submit(tile(good)).result()
        slab = client._lanes[0]._slab
        assert slab is not None
        held = Path("/dev/shm") / slab.name.lstrip("/")
        assert held.exists()
    assert not held.exists()


def test_many_threads_get_their_own_answers(tmp_path: Path) -> None:
    papers = {
        word: pdf_files.words(tmp_path / f"{word}.pdf", BOX, word.encode())
        for word in ("one", "two", "three", "four", "five", "six")
    }
    with PdfClient() as client, ThreadPoolExecutor(8) as pool:
        asked = list(papers) * 10
        got = pool.map(lambda w: client.submit(ReadText(papers[w], page=0)).result().text, asked)
        assert list(got) == asked


def test_closing_cancels_what_waits_and_ends_what_runs(good: Path, tmp_path: Path) -> None:
    client = PdfClient(workers=1)
    running = client.submit(tile(pdf_files.tiny_tiling(tmp_path / "busy.pdf")))
    waiting = client.submit(OpenPaper(good))
    client.close()
    assert running.done()
    with pytest.raises(CancelledError):
        waiting.result()
    assert client.submit(OpenPaper(good)).cancelled()


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_workers_end_when_the_host_is_killed(root: Path, tmp_path: Path) -> None:
    busy = pdf_files.tiny_tiling(tmp_path / "busy.pdf")
    host = subprocess.Popen(
        [sys.executable, "-c", HOST, str(busy)], cwd=root, stdout=subprocess.PIPE, text=True
    )
    assert host.stdout is not None
    worker = int(host.stdout.readline())
    host.kill()
    host.wait()
    host.stdout.close()
    assert gone(worker)


HOST = textwrap.dedent("""
    import sys, threading
    from pathlib import Path
    from app.pdf.client import Limits, PdfClient
    from app.pdf.requests import OpenPaper, RenderTile
    client = PdfClient(workers=1, limits=Limits(tile_seconds=600))
    client.submit(OpenPaper(Path(sys.argv[1]))).result()
    client.submit(RenderTile(Path(sys.argv[1]), page=0, scale=1, x=0, y=0, w=512, h=512))
    print(client._lanes[0]._process.pid, flush=True)
    threading.Event().wait()
""")


def gone(process: int, seconds: float = 10.0) -> bool:
    """Wait until a process has ended."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        state = Path(f"/proc/{process}/stat")
        if not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False


def test_host_never_loads_pdfium(root: Path, good: Path) -> None:
    code = textwrap.dedent("""
        import sys
        from pathlib import Path
        from app.pdf.client import PdfClient
        from app.pdf.probe import probe
        with PdfClient(workers=1) as client:
            probe(client, Path(sys.argv[1]))
        print([name for name in sys.modules if name.startswith(("pypdf", "PySide6"))])
    """)
    done = subprocess.run(
        [sys.executable, "-c", code, str(good)],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_host_that_forgets_to_close_ends_cleanly(root: Path, good: Path) -> None:
    code = textwrap.dedent("""
        import sys
        from pathlib import Path
        from app.pdf.client import PdfClient
        from app.pdf.requests import OpenPaper
        print(PdfClient().submit(OpenPaper(Path(sys.argv[1]))).result().pages)
    """)
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-c", code, str(good)],
        cwd=root, capture_output=True, text=True, check=True, timeout=30,
    )  # fmt: skip
    assert (done.stdout.strip(), done.stderr) == ("1", "")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"<!DOCTYPE html><html>Sign in</html>", "web page"),
        (b"PK\x03\x04 nothing of the kind", "not a PDF"),
        (b"%PDF-1.7\nnothing else", "damaged"),
    ],
)
def test_file_that_is_no_paper_is_refused_with_a_reason(
    client: PdfClient, tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(content)
    with pytest.raises(PaperDamaged, match=sentence):
        probe(client, path)


def test_paper_without_pages_is_refused(client: PdfClient, tmp_path: Path) -> None:
    empty = b"<< /Type /Pages /Kids [] /Count 0 >>"
    with pytest.raises(PaperDamaged, match="no pages"):
        probe(client, pdf_files.write(tmp_path / "empty.pdf", pdf_files.CATALOG, empty))


def test_missing_file_is_said_to_be_missing(client: PdfClient, tmp_path: Path) -> None:
    with pytest.raises(PaperMissing, match="not there"):
        probe(client, tmp_path / "gone.pdf")
    with pytest.raises(PaperMissing, match="not there"):
        client.submit(ReadText(tmp_path / "gone.pdf", page=0)).result()


def test_folder_is_no_paper(client: PdfClient, tmp_path: Path) -> None:
    with pytest.raises(PaperDamaged, match="folder"):
        probe(client, tmp_path)


def test_page_that_does_not_exist_is_not_drawn(client: PdfClient, good: Path) -> None:
    with pytest.raises(PageNotDrawn, match="Page 8"):
        client.submit(ReadText(good, page=7)).result()


def test_paper_without_text_opens(client: PdfClient, tmp_path: Path) -> None:
    picture = pdf_files.page_with(tmp_path / "scan.pdf", pdf_files.stream(b"0 0 200 200 re f"))
    summary = probe(client, picture)
    assert (summary.pages, summary.has_text) == (1, False)


WORD = b"BT /F1 12 Tf 20 100 Td (Page 12) Tj ET "
SCAN = b"q 200 0 0 200 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x7f EI Q "


@pytest.mark.parametrize(("content", "has_text"), [(WORD, True), (SCAN + WORD, False)])
def test_a_few_letters_are_text_unless_they_stand_on_a_picture(
    client: PdfClient, tmp_path: Path, content: bytes, has_text: bool
) -> None:
    page = pdf_files.page_with(tmp_path / "few.pdf", pdf_files.stream(content))
    assert probe(client, page).has_text is has_text


PASSWORDS = [
    ("py-pdf__crazyones-encrypted-256.pdf", "password"),
    ("mozilla__issue3371.pdf", "ELXRTQWS"),
    ("mozilla__issue6010_2.pdf", "æøå"),
    ("chromium__encrypted_hello_world_r2.pdf", "hôtel"),
    ("jsvine__password-example.pdf", "test"),
]


@pytest.mark.parametrize(("name", "password"), PASSWORDS)
def test_password_opens_an_encrypted_paper(
    client: PdfClient, shared: Path, name: str, password: str
) -> None:
    path = shared / "data" / "edge" / name
    with pytest.raises(PaperEncrypted) as asked:
        probe(client, path)
    with pytest.raises(PaperEncrypted) as refused:
        probe(client, path, "no such password")
    assert (asked.value.wrong, refused.value.wrong) == (False, True)
    assert probe(client, path, password).encrypted
