"""Pages of sharing: for those who decide, for the young person, and for the carer."""

from voice_app.sharing.routes import (
    assessing,
    carer,
    carers,
    doors,
    own,
    passing_on,
    putting_right,
    summaries,
)
from voice_app.sharing.routes.blueprint import bp

__all__ = [
    "assessing",
    "bp",
    "carer",
    "carers",
    "doors",
    "own",
    "passing_on",
    "putting_right",
    "summaries",
]
