"""Runs the migrations on the connection that the caller gives; Alembic loads this file."""

from alembic import context

from db.models import Base


def run() -> None:
    """Run what was asked for in one transaction, so that PostgreSQL keeps all or nothing."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=Base.metadata,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
