"""The blueprint that the pages of accounts share."""

from flask import Blueprint, g, request

bp = Blueprint("accounts", __name__)


@bp.before_request
def choose_paper() -> None:
    """Give colleagues their plain paper before we know who they are."""
    if request.path.startswith(("/staff/", "/sign-in", "/first/")):
        g.paper = "plain"
