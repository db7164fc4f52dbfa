"""Where the pages of sharing are registered."""

from flask import Blueprint

bp = Blueprint("sharing", __name__)
