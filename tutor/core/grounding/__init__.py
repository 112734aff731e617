"""Checking what is said before a student sees it."""

from tutor.core.grounding.coverage import is_told
from tutor.core.grounding.segments import check_segment
from tutor.core.grounding.sentences import Frame, SentenceCheck
from tutor.core.grounding.warming import warm_checks

__all__ = ["Frame", "SentenceCheck", "check_segment", "is_told", "warm_checks"]
