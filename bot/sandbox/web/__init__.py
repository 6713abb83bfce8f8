"""A web page on which a person tries the bot in the embedded Discord, as in a channel of the real one.

::

    async with Sandbox(name="Harbour bot") as sandbox:
        scene = furnish(sandbox)
        async with sandbox.running(client):
            page = await serve_page(sandbox, scene, port=8080)
            ...
            await page.close()
"""

from __future__ import annotations

from .furnish import Scene, furnish
from .page import Page, serve_page

__all__ = ["Page", "Scene", "furnish", "serve_page"]
