"""A document for word processors."""

from voice_app.documents.model import Document


def docx_of(document: Document) -> bytes:
    raise NotImplementedError
