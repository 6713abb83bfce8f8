"""Reviews by real, named people: of which text they are, and whether they still hold."""

from __future__ import annotations

import hashlib
import json

from bot.catalog.topics import Review, Topic

DIGEST_LENGTH = 12
"""Hexadecimal digits of a digest: few enough to copy by hand, and no two texts will ever share them by chance."""

_UNREAD = frozenset({"id", "kind", "aliases", "exact", "see_also", "checked", "reviewed"})
"""What of a topic is no statement to a reader, so that a new name for it does not void a review."""


def digest(topic: Topic) -> str:
    """Return 12 hexadecimal digits that change with any word, source or number that a reader of the topic sees.

    They are the first of the SHA-256 of the topic's statements. Names, related topics and the dates of checks do
    not count.
    """
    said = topic.model_dump(mode="json", exclude=set(_UNREAD), exclude_defaults=True)
    written = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8")).hexdigest()[:DIGEST_LENGTH]


def holding_reviews(topic: Topic) -> tuple[Review, ...]:
    """Return the reviews of the text as it stands."""
    return tuple(review for review in topic.reviewed if review.digest == digest(topic))


def void_reviews(topic: Topic) -> tuple[Review, ...]:
    """Return the reviews of an earlier text."""
    return tuple(review for review in topic.reviewed if review.digest != digest(topic))
