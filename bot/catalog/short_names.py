"""Short names that are also ordinary words, and when they count as names."""

from __future__ import annotations

from bot.catalog.model import Id, Model, Name


class ShortName(Model):
    """A short name that is an ordinary word too, so that it counts only in capitals or in company.

    Capitals count where small letters stand around them: in "my son has ALL", but not in "ALL OF THIS". Topics'
    names that hold it are read by the same rule, so write it in capitals there.
    """

    name: Name
    """As it is written when it is meant as a name."""
    topic: Id
    beside: tuple[Name, ...] = ()
    """Words next to which it counts in any case, as the word for the illness; "and" or "versus" may stand between."""
    not_after: tuple[Name, ...] = ()
    """Words right after which, in small letters, it is the ordinary word whatever else stands beside it."""
    not_before: tuple[Name, ...] = ()
    """Words right before which it is the ordinary word, however it is written: "ALL of this"."""
    choices: tuple[Id, ...] = ()
    """Topics to offer when it is all that was typed, so that nobody gets a wrong answer for certain."""
