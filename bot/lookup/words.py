"""Which topics a long text names, however much else it says: read clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.lookup.answer import Match
from bot.lookup.lookup import Lookup

CLAUSES = 200
"""At most so many clauses are read: a message of Discord's has 4000 characters, and a clause some 20."""

_SENTENCE_ENDS = re.compile(r"[.!?;\n]+(?:\s+|$)")
_CLAUSE_ENDS = re.compile(r",\s+|\s+(?:and|then|or|with|but|for|on)\s+|\s*[:()–—/]\s+", re.IGNORECASE)


def topics_named(lookup: Lookup, text: str, limit: int) -> tuple[Match, ...]:
    """Return at most `limit` topics that some part of the text is surely about, in the order of the text, each once.

    Looked up as a whole, a long text is about one thing at most; whoever wants its words explained wants all of them.
    """
    found: dict[str, Match] = {}
    for clause in _clauses(text):
        answer = lookup.answer(clause)
        if answer.topic is not None:
            found.setdefault(answer.topic.id, answer.matches[0])
        if len(found) == limit:
            break
    return tuple(found.values())


def _clauses(text: str) -> Iterator[str]:
    read = 0
    for sentence in _SENTENCE_ENDS.split(text):
        clauses = [clause for clause in _CLAUSE_ENDS.split(sentence) if clause and clause.strip()]
        # A clause alone may miss what the sentence says as a whole: "pain in the bones".
        for part in (*clauses, sentence) if len(clauses) > 1 else clauses:
            if read == CLAUSES:
                return
            read += 1
            yield part
