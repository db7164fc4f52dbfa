"""A clearly fictional service, to try everything with."""

from voice_app.demo.links import Link, make_links
from voice_app.demo.story import PIN, fill

__all__ = ["PIN", "Link", "fill", "make_links"]
