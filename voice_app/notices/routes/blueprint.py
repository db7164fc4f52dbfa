"""Where the pages of notices are registered."""

from flask import Blueprint

bp = Blueprint("notices", __name__)
