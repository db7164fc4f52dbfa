"""Is what an adult wrote easy to read? Long sentences are shown to whoever wrote them.

No score and no reading age: both need longer texts than these to mean anything. What a child says
is never looked at.
"""

import re

#: The most words in a sentence that reads easily; GOV.UK's content guide asks to split beyond 25.
LONGEST_SENTENCE = 20

_END = re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][\"'”’)])\s+|\n+")


def long_sentences(text: str) -> list[str]:
    """The sentences of a text that have more than 20 words, as they stand there."""
    sentences = (sentence.strip() for sentence in _END.split(text))
    return [sentence for sentence in sentences if len(sentence.split()) > LONGEST_SENTENCE]
