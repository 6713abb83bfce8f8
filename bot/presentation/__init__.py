"""Answers put into words: embeds, plain text, terminal, views. discord.py's types, and no I/O but sending."""
