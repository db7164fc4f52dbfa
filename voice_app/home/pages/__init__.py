"""The pages that bring several parts together, shaped for their templates."""

from voice_app.home.pages.day import Today, start_of_day, today
from voice_app.home.pages.doors import Doors, doors
from voice_app.home.pages.meetings import Meetings, meetings
from voice_app.home.pages.own import Home, home
from voice_app.home.pages.people import OneOfMine, people
from voice_app.home.pages.person import Person, person, since_for_feelings
from voice_app.home.pages.rail import Rail
from voice_app.home.pages.words import Item, item

__all__ = [
    "Doors",
    "Home",
    "Item",
    "Meetings",
    "OneOfMine",
    "Person",
    "Rail",
    "Today",
    "doors",
    "home",
    "item",
    "meetings",
    "people",
    "person",
    "since_for_feelings",
    "start_of_day",
    "today",
]
