"""Where a page of a long list begins. Lists go by key: an address names the last one shown."""

from uuid import UUID

from flask import request


def last_shown(name: str) -> UUID | None:
    """The key in the address; one that makes no sense begins at the start, as having none does."""
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None
