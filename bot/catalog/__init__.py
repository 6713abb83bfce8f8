"""What we know: the models of the content, the loader that reads it, and the checks that it passes."""

from bot.catalog.kinds import Kind
from bot.catalog.library import Library
from bot.catalog.loader import content_folder, load_library
from bot.catalog.problems import ContentError, Problem

__all__ = ["ContentError", "Kind", "Library", "Problem", "content_folder", "load_library"]
