"""Replies on a terminal: the same pages, wrapped to its width."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from bot.catalog.library import Library
from bot.lookup.answer import Answer, Reason
from bot.presentation.page import Item, Links, Page, Section
from bot.presentation.replies import Controls, Reply

BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


class Terminal:
    """Lays replies out for a terminal of this width, in columns. `styled`: whether it shows bold type."""

    def __init__(self, width: int = 80, *, styled: bool = False) -> None:
        self._width = max(40, width)
        self._styled = styled

    def show(self, library: Library, reply: Reply) -> str:
        """Return a whole reply: advice, page, and what else can be asked."""
        blocks = [self._content(reply.content)]
        if reply.page is not None:
            blocks += self._page(reply.page)
        blocks.append(self._offers(library, reply.controls))
        return "\n\n".join(block for block in blocks if block)

    def why(self, answer: Answer) -> str:
        """Return which words matched what, for authors who mend names."""
        sure = f" ({answer.evidence.confidence:.0%} sure of the first)" if answer.evidence else ""
        lines = [f"outcome: {answer.outcome}{sure}"]
        lines += self._reasons("", answer.why)
        for match in answer.matches:
            lines.append(f"{match.score:.2f} {match.topic.id} ({match.topic.kind})")
            lines += self._reasons("  ", match.why)
        for name, alert in (("urgent", answer.urgent), ("crisis", answer.crisis)):
            if alert is not None:
                lines.append(f"{name}: {alert.rule.id} ({'sure' if alert.sure else 'possible'})")
                lines += self._reasons("  ", alert.why)
        return "\n".join(lines)

    def _page(self, page: Page) -> Iterator[str]:
        yield self._bold(page.title) + "\n" + "=" * min(len(page.title), self._width)
        yield from map(self._section, page.urgent)
        yield self._wrapped(page.lead)
        yield from map(self._section, page.sections)
        yield from map(self._links, page.sources)
        yield "\n".join(map(self._wrapped, page.closing))

    def _section(self, section: Section) -> str:
        lines = [self._bold(section.heading)] if section.heading else []
        lines += [self._item(item, "- " if section.bulleted else "") for item in section.items]
        return "\n".join(lines)

    def _item(self, item: Item, bullet: str) -> str:
        label = f"{item.label}: " if item.label else ""
        text = "\n".join(
            self._wrapped(_unmarked(part), bullet) for part in f"{label}{item.text}".split("\n") if part.strip()
        )
        return text.replace(label, self._bold(label), 1) if label else text

    def _links(self, group: Links) -> str:
        lines = [self._bold(group.heading)]
        for link in group.links:
            note = f", {link.note}" if link.note else ""
            lines += [self._wrapped(f"{link.title}, {link.publisher}{note}", "- "), f"  {link.url}"]
        return "\n".join(lines)

    def _content(self, content: str) -> str:
        lines = []
        for line in content.splitlines():
            bullet = "- " if line.startswith("- ") else ""
            text = self._wrapped(_unmarked(line.removeprefix(bullet)), bullet)
            lines.append(self._bold(text) if line.startswith("**") else text)
        return "\n".join(lines)

    def _offers(self, library: Library, controls: Controls) -> str:
        topics = [library.topics[name] for name in (*controls.pick, *controls.rows) if name in library.topics]
        if topics and controls.rows:
            return self._wrapped(f"To open a row: /compare {topics[0].title}")
        related = [library.topics[name].title for name in controls.related if name in library.topics]
        return self._wrapped(f"{library.pack.texts.labels.related}: {', '.join(related)}") if related else ""

    def _reasons(self, indent: str, reasons: Iterable[Reason]) -> list[str]:
        return [f"{indent}  {reason}" for reason in reasons]

    def _wrapped(self, text: str, bullet: str = "") -> str:
        return textwrap.fill(
            text, self._width, initial_indent=bullet, subsequent_indent=" " * len(bullet), break_on_hyphens=False
        )

    def _bold(self, text: str) -> str:
        return f"{BOLD}{text}{PLAIN}" if self._styled and text else text


def _unmarked(text: str) -> str:
    """Return Markdown without its marks for bold and for small print."""
    return re.sub(r"\*\*|^-# ", "", text)
