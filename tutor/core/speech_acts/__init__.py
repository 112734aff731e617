"""What a student does with a message: ask, answer, ask for help, chat."""

from tutor.core.speech_acts.acts import Act, find_question, find_questions, read_act
from tutor.core.speech_acts.clues import Moment

__all__ = ["Act", "Moment", "find_question", "find_questions", "read_act"]
