"""Pages of care: places, joining, the first run, choices, numbers, who looks after whom, hours."""

from voice_app.care.routes import (
    advocates,
    assignments,
    first_run,
    hours,
    joining,
    letting_in,
    numbers,
    phones,
    places,
    settings,
)
from voice_app.care.routes.blueprint import bp

__all__ = [
    "advocates",
    "assignments",
    "bp",
    "first_run",
    "hours",
    "joining",
    "letting_in",
    "numbers",
    "phones",
    "places",
    "settings",
]
