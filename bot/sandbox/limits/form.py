"""The error tree of a form, and the checks that every form shares, in Discord's codes and sentences."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.errors import Json, invalid_form

Key = str | int


class Form:
    """A place in a payload where faults are noted. ``at`` leads to a place further in, of the same tree."""

    def __init__(self, tree: Json | None = None, path: tuple[Key, ...] = ()) -> None:
        self._tree: Json = {} if tree is None else tree
        self._path = path

    @property
    def tree(self) -> Json:
        """Discord's ``errors`` object; empty when nothing is wrong."""
        return self._tree

    def at(self, *keys: Key) -> Form:
        """Return the place further in."""
        return Form(self._tree, self._path + keys)

    def fault(self, code: str, message: str) -> None:
        """Note what is wrong at this place."""
        node = self._tree
        for key in self._path:
            node = node.setdefault(str(key), {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def raise_if_faulty(self) -> None:
        """Refuse with 50035 when anything was noted."""
        if self._tree:
            raise invalid_form(self._tree)

    def missing(self, key: Key) -> None:
        """Note that a field is required."""
        self.at(key).fault("BASE_TYPE_REQUIRED", "This field is required")

    def text(self, source: Json, key: str, *, most: int, least: int = 0, required: bool = False) -> str:
        """Check a string field, trimmed as Discord trims it, and return it ("" when absent or no string)."""
        value = source.get(key)
        if value is None:
            if required:
                self.missing(key)
            return ""
        if not isinstance(value, str):
            self.at(key).fault("STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.')
            return ""
        value = value.strip()
        if required and not value:
            self.missing(key)
        else:
            self.length(len(value), key, most=most, least=least)
        return value

    def length(self, count: int, key: Key, *, most: int, least: int = 0) -> None:
        """Check a number of characters or items."""
        if least <= count <= most:
            return
        if least:
            self.at(key).fault("BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
        else:
            self.at(key).fault("BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")

    def items(self, source: Json, key: str, *, most: int, least: int = 0) -> list[Any]:
        """Check a list field and return it ([] when absent or no list)."""
        value = source.get(key)
        if value is None:
            if least:
                self.missing(key)
            return []
        if not isinstance(value, list):
            self.at(key).fault("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return []
        self.length(len(value), key, most=most, least=least)
        return value

    def objects(self, source: Json, key: str, *, most: int, least: int = 0) -> list[tuple[int, Json]]:
        """Check a list of objects and return those that are objects, each with its index."""
        found = []
        for index, value in enumerate(self.items(source, key, most=most, least=least)):
            if isinstance(value, dict):
                found.append((index, value))
            else:
                self.at(key, index).fault("MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        return found

    def mapping(self, source: Json, key: str) -> Json:
        """Check an object field and return it ({} when absent or no object)."""
        value = source.get(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.at(key).fault("MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
            return {}
        return value

    def number(self, source: Json, key: str, *, least: int, most: int) -> int | None:
        """Check an integer field and return it (None when absent or no integer)."""
        value = source.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.at(key).fault("NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
            return None
        if value < least:
            self.at(key).fault("NUMBER_TYPE_MIN", f"int value should be greater than or equal to {least}.")
        elif value > most:
            self.at(key).fault("NUMBER_TYPE_MAX", f"int value should be less than or equal to {most}.")
        return value

    def flag(self, source: Json, key: str) -> bool:
        """Check a boolean field and return it (False when absent)."""
        value = source.get(key)
        if value is not None and not isinstance(value, bool):
            self.at(key).fault("BOOLEAN_TYPE_CONVERT", "Must be either true or false.")
        return bool(value)

    def choice(self, source: Json, key: str, allowed: tuple[object, ...], *, required: bool = False) -> None:
        """Check that a field has one of these values."""
        value = source.get(key)
        if value is None:
            if required:
                self.missing(key)
        elif isinstance(value, bool) or value not in allowed:
            listed = ", ".join(repr(one) for one in allowed)
            self.at(key).fault("BASE_TYPE_CHOICES", f"Value must be one of ({listed}).")

    def url(self, source: Json, key: str, *, most: int, schemes: tuple[str, ...], required: bool = False) -> None:
        """Check the address in a field: its length, its scheme and that it names a host."""
        value = self.text(source, key, most=most, required=required)
        if not value:
            return
        try:
            parts = urlsplit(value)
        except ValueError:
            self.at(key).fault("URL_TYPE_INVALID_URL", "Not a well formed URL.")
            return
        if parts.scheme not in schemes:
            listed = ", ".join(repr(scheme) for scheme in schemes)
            message = (
                f"Scheme {parts.scheme!r} must be one of ({listed})." if parts.scheme else "Not a well formed URL."
            )
            self.at(key).fault("URL_TYPE_INVALID_SCHEME" if parts.scheme else "URL_TYPE_INVALID_URL", message)
        elif not parts.netloc or any(character.isspace() for character in value):
            self.at(key).fault("URL_TYPE_INVALID_URL", "Not a well formed URL.")


def is_snowflake(value: object) -> bool:
    """Return whether a value reads as an id."""
    return isinstance(value, int | str) and str(value).isdecimal() and len(str(value)) <= MAX_DIGITS


MAX_DIGITS = 20
