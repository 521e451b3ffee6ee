"""A migration that does not exist yet, to see what becomes of an older file."""

import shutil
from pathlib import Path

import pytest

from db.migrate import SCRIPTS, ensure_current, revisions
from tests.services.damage import execute

FIRST_STUDY = "INSERT INTO study VALUES ('study','Lee 2020','',0,0)"
NEXT = '''
"""A column more, a table made again, and rows rewritten."""
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "9999", "{last}", None, None

def upgrade():
    with op.batch_alter_table("study") as batch:
        batch.add_column(sa.Column("country", sa.Text(), server_default="", nullable=False))
        batch.alter_column("title", new_column_name="full_title")
    op.execute("UPDATE study SET country = 'GB'")
    {extra}
'''


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    """A review file of the present revision with one study and its report."""
    path = tmp_path / "review.sqlite"
    ensure_current(path)
    execute(path, FIRST_STUDY)
    execute(path, "INSERT INTO report VALUES ('report','study','primary','{}',NULL,0,0,NULL)")
    return path


def next_scripts(folder: Path, extra: str = "") -> Path:
    """Return the migrations and one more, which also runs `extra`."""
    scripts = folder / "scripts"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(SCRIPTS, scripts, ignore=ignored)
    text = NEXT.replace("{extra}", extra).replace("{last}", revisions()[-1])
    (scripts / "versions" / "9999_next.py").write_text(text, encoding="utf-8")
    return scripts
