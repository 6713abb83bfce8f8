"""Summaries: messages that moderators post and pin, and that Marrow keeps up to date."""

from bot.summaries.keeper import Keeper, Refreshed
from bot.summaries.poster import Posted, Poster, word_on

__all__ = ["Keeper", "Posted", "Poster", "Refreshed", "word_on"]
