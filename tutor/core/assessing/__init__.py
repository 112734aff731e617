"""A language model's second reading of an answer: when it is wanted, what is asked, what it adds.

The embedded grader decides; where it was unsure a model may strengthen or weaken what it saw,
within bounds that hold whatever the model says. Pure: asking is `tutor.engines.assessing`'s.
"""

from tutor.core.assessing.doubts import Doubt, find_doubt
from tutor.core.assessing.sheets import Sheet, make_sheet
from tutor.core.assessing.verdicts import read_ratings, weigh_ratings

__all__ = ["Doubt", "Sheet", "find_doubt", "make_sheet", "read_ratings", "weigh_ratings"]
