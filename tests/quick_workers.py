"""Workers of tests are forked from one process that has loaded PDFium and pypdf once.

In the program each worker is a fresh Python, which takes a third of a second of processor time;
a thousand tests start one or more. Tests of the worker itself start it as the program does: they
are marked `fresh_workers`.
"""

import multiprocessing
from types import SimpleNamespace

import pytest

import app.pdf.lane

LOADED = ["app.pdf.worker", "app.pdf.annotations", "app.pdf.metadata", "app.pdf.mark_writing"]


def fork_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let lanes fork their workers, where the system can."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(LOADED)
    quick = SimpleNamespace(get_context=lambda _method: context)
    monkeypatch.setattr(app.pdf.lane, "multiprocessing", quick)
