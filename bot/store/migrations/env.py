"""Runs the migrations on the connection that `bot.store.schema` hands over. Alembic reads it; nobody imports it.

A migration is written by hand, as versions/vNNNN_what_it_brings.py, and its number becomes HEAD in `bot.store.schema`.
There is no way back to an older version but a backup.
"""

from __future__ import annotations

from alembic import context

from bot.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite can change hardly anything about a table: alembic then makes a new one and copies the rows.
    render_as_batch=True,
)
context.run_migrations()
