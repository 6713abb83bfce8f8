"""From a reply to what Discord takes: content, embed and view."""

from __future__ import annotations

from bot.catalog.library import Library
from bot.presentation import limits
from bot.presentation.embeds import embed
from bot.presentation.markdown import message, unfolded
from bot.presentation.replies import Reply
from bot.presentation.sending import Rendered
from bot.presentation.views import view_of


def render(library: Library, reply: Reply, *, plain: bool = False) -> Rendered:
    """Return a reply as content, embeds and view. Needs a running event loop, as discord.py's views do.

    `plain`: in plain text, even if the reply itself would be an embed.
    """
    view = view_of(library, reply.controls)
    content, embeds = reply.content, []
    if reply.page is not None and (reply.plain or plain):
        room = limits.CONTENT - len(content) - 2
        content = f"{content}\n\n{message(reply.page, room)}".strip()
    elif reply.page is not None:
        embeds = [embed(reply.page)]
    return Rendered(content=unfolded(content), embeds=embeds, view=view if view.children else None)
