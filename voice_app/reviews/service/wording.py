"""No adult text about a child leaves before somebody saw which words may harm."""

from collections.abc import Iterable, Sequence

from voice_app.core.errors import VoiceError
from voice_app.wording import guide
from voice_app.wording.guide import Suggestion


class Suggested(VoiceError):
    """There are kinder words for some of it, and nobody has seen them yet."""

    def __init__(self, suggestions: Sequence[Suggestion]) -> None:
        super().__init__()
        self.suggestions = tuple(suggestions)


def look_through(texts: Iterable[str], *, are_kept: bool) -> int:
    """How many suggestions there are for what adults wrote.

    Args:
        are_kept: somebody saw the suggestions, and the words stay.

    Raises:
        Suggested: there are some, and nobody saw them.
    """
    found = guide.suggestions(texts)
    if found and not are_kept:
        raise Suggested(found)
    return len(found)
