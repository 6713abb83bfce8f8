"""Reads an HTML document strictly, as far as tests need it: balanced tags, anchors, headings, what it would load."""

from __future__ import annotations

from functools import cached_property
from html.parser import HTMLParser

_INLINE = frozenset({"a", "code", "span", "strong", "sup"})
_VOID = frozenset({"meta", "br"})
_LOADS = frozenset({"src", "srcset", "data", "poster", "action", "background"})
_ACTIVE = frozenset({"script", "link", "img", "iframe", "object", "embed", "base", "form", "svg", "video", "audio"})


class Document(HTMLParser):
    """A document that was read. `faults` has a sentence for each thing that is wrong with it."""

    def __init__(self, written: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.tags: list[str] = []
        self.style = ""
        self.language = ""
        self._open: list[str] = []
        self._said: list[str] = []
        self.feed(written)
        self.close()
        self.faults += [f"<{name}> is never closed" for name in self._open]
        self.faults += [f"#{anchor} stands twice" for anchor in set(self.anchors) if self.anchors.count(anchor) > 1]
        self.faults += [
            f"{link} leads nowhere" for link in self.links if link[0] == "#" and link[1:] not in self.anchors
        ]
        self.faults += [f"{link} is no web address" for link in self.links if not link.startswith(("#", "https://"))]
        self.faults += [f"the style has {word}" for word in ("@import", "url(") if word in self.style]
        levels = [0, *(level for level, _ in self.headings)]
        for (_, heading), before, level in zip(self.headings, levels, levels[1:], strict=False):
            if level > before + 1:
                self.faults.append(f"the heading “{heading}” skips a level")

    @cached_property
    def text(self) -> str:
        """What a reader sees, with every run of white space as one space."""
        return " ".join("".join(self._said).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._said.append("" if tag in _INLINE else "\n")
        if tag in _ACTIVE:
            self.faults.append(f"<{tag}> is not allowed")
        for name, value in attrs:
            self._attribute(tag, name, value or "")
        if tag not in _VOID:
            self._open.append(tag)
        if tag[0] == "h" and tag[1:].isdigit():
            self.headings.append((int(tag[1:]), ""))

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name in _LOADS or name.startswith("on") or name == "style":
            self.faults.append(f"<{tag}> has {name}")
        elif name == "id":
            self.anchors.append(value)
            if not value or any(character.isspace() for character in value):
                self.faults.append(f"“{value}” is no anchor")
        elif name == "href":
            self.links.append(value)
        elif tag == "html" and name == "lang":
            self.language = value

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> closes nothing, inside {self._open[-3:]}")
        else:
            self._open.pop()
        self._said.append("" if tag in _INLINE else "\n")

    def handle_data(self, data: str) -> None:
        if self._open[-1:] == ["style"]:
            self.style += data
            return
        self._said.append(data)
        if self.headings and any(tag == f"h{self.headings[-1][0]}" for tag in self._open):
            level, heading = self.headings[-1]
            self.headings[-1] = (level, heading + data)
