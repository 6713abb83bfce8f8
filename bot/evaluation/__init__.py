"""How good the lookup is: labelled questions in, figures out, beside plain ways to search the same names."""

from bot.evaluation.figures import Evaluation, evaluate
from bot.evaluation.questions import Question, QuestionsError, read_questions

__all__ = ["Evaluation", "Question", "QuestionsError", "evaluate", "read_questions"]
