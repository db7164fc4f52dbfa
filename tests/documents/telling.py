"""A document of the story, small enough to read."""

from voice_app.documents import Block, Document, Heading

FIRST = Heading("What Amina wants you to hear first", 1)


def document(*blocks: Block, language: str = "en-GB") -> Document:
    """A document with these blocks below its heading."""
    return Document(
        title="Review",
        language=language,
        head_start="Amina’s review, Tuesday 23 June 2026",
        head_end="Private. For the people in the room",
        foot="Checked by Amina on 16 June, together with Dan Hughes",
        page_of="Page {page} of {pages}",
        blocks=(FIRST, *blocks),
    )
