"""Text in, answer out: the one lookup behind commands, autocomplete, message menu, command line and evaluation."""

from bot.lookup.answer import Alert, Answer, Match, Outcome, Reason
from bot.lookup.lookup import Learnt, Lookup

__all__ = ["Alert", "Answer", "Learnt", "Lookup", "Match", "Outcome", "Reason"]
