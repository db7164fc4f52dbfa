"""Where a page of a long list begins. Lists go by key: an address names one of the list."""

from uuid import UUID

from flask import request


def last_shown(name: str) -> UUID | None:
    """The key of the last one shown; one without sense begins at the start, as having none does."""
    return _key(name)


def first_shown(name: str) -> UUID | None:
    """The key of the one with which the page begins, where an address also points at one."""
    return _key(name)


def _key(name: str) -> UUID | None:
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None
