"""The blueprint that the pages of reviews share."""

from flask import Blueprint

bp = Blueprint("reviews", __name__)
