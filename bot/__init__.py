"""Marrow: a Discord bot that answers from a small library of plain-language health topics."""

__version__ = "0.1.0"
