"""The blueprint that the pages of care share."""

from flask import Blueprint

bp = Blueprint("care", __name__)
