"""Addresses for saying something, for one's own words, and for being heard."""

from voice_app.entries.routes import hearing, letterbox, sending, words, writing
from voice_app.entries.routes.blueprint import bp

__all__ = ["bp", "hearing", "letterbox", "sending", "words", "writing"]
