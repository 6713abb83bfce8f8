"""`marrow ask`: a command line read as the command that it spells, and its one reply."""

from __future__ import annotations

from dataclasses import dataclass

from bot.catalog import Kind
from bot.cogs.topics import OWN_COMMAND
from bot.lookup.answer import Answer
from bot.presentation.place import Place
from bot.presentation.replies import Replies, Reply

_LISTS = ("browse", "help-lines", "about", "privacy")


class UnknownCommand(Exception):
    """A text that begins with a slash and names no command. The message names those that there are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What was asked: the reply, and the lookup behind it where there was one."""

    reply: Reply
    answer: Answer | None = None


def ask(replies: Replies, line: str) -> Asked:
    """Return the reply to a command such as "/symptom always tired". Plain text is taken as /ask.

    Raises UnknownCommand for a slash command that does not exist.
    """
    place = Place(country=replies.library.help_lines.country(None))
    name, text = _split(line)
    kinds: dict[str, Kind | None] = {kind.value: kind for kind in OWN_COMMAND}
    kinds |= {"ask": None, "compare": Kind.COMPARISON}
    if name in kinds and (text or name != "compare"):
        answer = replies.lookup.answer(text, kinds[name])
        return Asked(reply=replies.to_answer(answer, kinds[name], place), answer=answer)
    if name == "compare":
        return Asked(reply=replies.compare())
    if name in _LISTS:
        return Asked(reply=_list(replies, name, text, place))
    known = ", ".join(f"/{known}" for known in (*kinds, *_LISTS))
    raise UnknownCommand(f"There is no command /{name}. There are {known}.")


def _split(line: str) -> tuple[str, str]:
    line = line.strip()
    if not line.startswith("/"):
        return "ask", line
    name, _, text = line[1:].partition(" ")
    return name.casefold(), text.strip()


def _list(replies: Replies, name: str, text: str, place: Place) -> Reply:
    if name == "browse":
        wanted = text.casefold()
        words = replies.library.pack.kinds
        kind = next((k for k in Kind if wanted and wanted in (k.value, words[k.value].many.casefold())), None)
        return replies.browse(kind)
    if name == "help-lines":
        return replies.help_lines(text or None, place)
    return replies.about() if name == "about" else replies.privacy()
