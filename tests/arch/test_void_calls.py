"""Qt calls that return nothing must cost no reference: passes before the PySide6 pin is raised.

PySide6 6.12.0 on Python 3.10 and 3.11 drops a reference to None on every such call and aborts
after some thousand of them.
"""

import subprocess
import sys

CALLS = 200_000
PROGRAM = f"""
import sys
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel()
before = sys.getrefcount(None)
for _ in range({CALLS}):
    label.setText("a")
lost = before - sys.getrefcount(None)
sys.exit(0 if lost < 1000 else f"{{lost}} references to None were lost")
"""


def test_void_calls_lose_no_reference() -> None:
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, timeout=120
    )
    assert result.returncode == 0, result.stderr
