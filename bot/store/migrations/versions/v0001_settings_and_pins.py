"""Servers' settings, their own help lines, and pins."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    own_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "guild",
        sa.Column("guild_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("country", sa.Text),
        sa.Column("plain", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name="pk_guild"),
    )
    op.create_table(
        "help_line",
        sa.Column("id", own_id, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("line", sa.Text, nullable=False),
        sa.Column("hours", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_help_line"),
        sa.ForeignKeyConstraint(["guild_id"], ["guild.guild_id"], name="fk_help_line_guild_id", ondelete="CASCADE"),
        sa.UniqueConstraint("guild_id", "name", name="uq_help_line_guild_id_name"),
    )
    op.create_table(
        "pin",
        sa.Column("id", own_id, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("digest", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("wants_pin", sa.Boolean, nullable=False),
        sa.Column("figures", sa.Boolean, nullable=False),
        sa.Column("as_of", sa.Date),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pin"),
        sa.ForeignKeyConstraint(["guild_id"], ["guild.guild_id"], name="fk_pin_guild_id", ondelete="CASCADE"),
        sa.UniqueConstraint("message_id", name="uq_pin_message_id"),
        sa.UniqueConstraint("key", name="uq_pin_key"),
        sa.CheckConstraint("(state = 'intended') = (message_id IS NULL)", name="ck_pin_message"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_pin_guild_id", "pin", ["guild_id"])
    op.create_index("ix_pin_channel_id_topic", "pin", ["channel_id", "topic"])
