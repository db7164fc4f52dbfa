"""Pages on which people ask to be told that there is something new, or stop it."""

from voice_app.notices.routes import carers, colleagues, young_people
from voice_app.notices.routes.blueprint import bp

__all__ = ["bp", "carers", "colleagues", "young_people"]
