"""The tables. A change here needs a migration beside it, in migrations/versions; a test compares the two.

No table holds a member's id or a text that a member typed to ask.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from typing_extensions import override

metadata = MetaData(
    # A migration on SQLite can change a constraint only by its name, so each has one.
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

OwnId = BigInteger().with_variant(Integer, "sqlite")
"""Counts up by itself. SQLite does so only for a column that is exactly INTEGER, which holds 64 bits there."""


class UtcTime(TypeDecorator[dt.datetime]):
    """A time in UTC on every database. SQLite has no time zones and would give back a time without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Return the time as it is written. Raises ValueError for one without a time zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a time zone can't be stored")
        return value.astimezone(dt.UTC)

    @override
    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Return the time that was written, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


guild = Table(
    "guild",
    metadata,
    # Everything about a server hangs on its row here, so that deleting the row deletes it all.
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("country", Text),
    Column("plain", Boolean, nullable=False),
)

help_line = Table(
    "help_line",
    metadata,
    Column("id", OwnId, primary_key=True),
    Column("guild_id", BigInteger, ForeignKey("guild.guild_id", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("line", Text, nullable=False),
    Column("hours", Text),
    UniqueConstraint("guild_id", "name"),
)

pin = Table(
    "pin",
    metadata,
    Column("id", OwnId, primary_key=True),
    Column("guild_id", BigInteger, ForeignKey("guild.guild_id", ondelete="CASCADE"), nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, unique=True),
    Column("key", Text, nullable=False, unique=True),
    Column("topic", Text, nullable=False),
    Column("digest", Text),
    Column("state", Text, nullable=False),
    Column("wants_pin", Boolean, nullable=False),
    Column("figures", Boolean, nullable=False),
    Column("as_of", Date),
    Column("created_at", UtcTime, nullable=False),
    CheckConstraint("(state = 'intended') = (message_id IS NULL)", name="message"),
    Index(None, "guild_id"),
    Index(None, "channel_id", "topic"),
    # Without it SQLite gives the number of a deleted row to the next one.
    sqlite_autoincrement=True,
)
