"""Addresses for places, joining, who looks after whom, and a young person's own choices."""

from flask import Blueprint

bp = Blueprint("care", __name__)
