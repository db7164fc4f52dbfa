"""The catalogue of sentences is the one that stands in the sources today."""

from tests.support.catalogue import POT, as_text, extract


def test_the_committed_catalogue_is_up_to_date() -> None:
    # If this fails: .venv/bin/python -m tests.support.catalogue
    assert POT.read_text("utf-8") == as_text(extract())


def test_short_and_tender_sentences_carry_a_note() -> None:
    noted = [message for message in extract() if message.auto_comments]

    assert len(noted) > 100
