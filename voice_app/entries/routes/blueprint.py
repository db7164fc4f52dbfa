"""The one blueprint of this package, for its routes to stand on."""

from flask import Blueprint

bp = Blueprint("entries", __name__)
