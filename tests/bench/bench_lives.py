"""Random lives of three laptops, many and long: python -m tests.bench.bench_lives.

CHARTDESK_SEEDS lives (5; before a release 500) of CHARTDESK_STEPS edits (2,000) each, with
exchanges of packets and merges that are killed; see tests.services.lives. CHARTDESK_PART "0/2"
lives the even seeds only, so that two processes can share them. With CHARTDESK_LOG every life
adds a line to that file, and a seed that passed is not lived again: a run can be stopped and
gone on with. Ends with 1 when a life failed.
"""

import gc
import os
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.services.laptops import PEOPLE
from tests.services.lives import Size, lived
from tests.services.reviews import made_for

SEEDS = int(os.environ.get("CHARTDESK_SEEDS", "5"))
STEPS = int(os.environ.get("CHARTDESK_STEPS", "2000"))
PART = os.environ.get("CHARTDESK_PART", "0/1")
LOG = Path(os.environ.get("CHARTDESK_LOG", os.devnull))
PASSED = "passed"


def main() -> None:
    """Live what was not lived yet, and print how it ended."""
    part, parts = map(int, PART.split("/"))
    seeds = [s for s in range(part, SEEDS, parts) if s not in _passed()]
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as place:
        folder = _shared(Path(place) / "review")
        results = [_life(seed, folder, Path(place)) for seed in seeds]
    print(f"lives {len(results)}, passed {results.count(PASSED)}, before {len(_passed())}")
    sys.exit(0 if set(results) <= {PASSED} else 1)


def _life(seed: int, folder: Path, place: Path) -> str:
    """Live one life in a folder of its own and log it; return how it ended."""
    desk, cpu, told = place / f"life{seed}", time.process_time(), ""
    try:
        outcome = lived(seed, folder, desk, Size(STEPS))
        faults = [*outcome.apart, *outcome.lost]
        result = f"failed {faults[:5]}" if faults else PASSED
        life = outcome.life
        told = f"{life.edits} edits {life.merges} merges {life.kills} kills"
    except Exception:  # noqa: BLE001 - logged; the other seeds are lived
        result = f"failed {traceback.format_exc()!r}"
    line = f"{seed} {result} {told} {time.process_time() - cpu:.1f} s"
    print(line, flush=True)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(line + "\n")
    shutil.rmtree(desk, ignore_errors=True)
    gc.collect()  # desks that were killed hold their connections' memory in cycles
    return result


def _passed() -> set[int]:
    lines = LOG.read_text(encoding="utf-8").splitlines() if LOG.exists() else []
    return {int(line.split()[0]) for line in lines if line.split()[1:2] == [PASSED]}


def _shared(folder: Path) -> Path:
    """Make a closed review of three people."""
    return made_for(folder, "Shared", PEOPLE[0], {name: name[:2] for name in PEOPLE[1:]})


if __name__ == "__main__":
    main()
