"""What can go wrong with the store: the database failed, or what was asked does not fit what is stored."""

from __future__ import annotations


class StoreError(Exception):
    """The database can't be opened, read or written. Nothing was changed.

    The message says what to do and holds nothing of what is stored; `__cause__` is the driver's error, if there is one.
    """


class Refusal(Exception):
    """The database works, but what was asked does not fit what is stored. Nothing was changed."""


class TooManyLines(Refusal):
    """The server has as many help lines as it may have. `names` are theirs."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(f"There are {len(names)} help lines already. Remove one of them first.")
        self.names = names


class AlreadyThere(Refusal):
    """The server has a help line of this name, written the same save for capital letters. `name` is that one's."""

    def __init__(self, name: str) -> None:
        super().__init__("There is a help line of this name. Remove it first, or choose another name.")
        self.name = name


class NotThere(Refusal):
    """The server has no help line of this name. `names` are those that there are."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__("There is no help line of this name.")
        self.names = names


class BadLine(Refusal):
    """A help line that can't be shown. The message says which part of it, and what to do."""
