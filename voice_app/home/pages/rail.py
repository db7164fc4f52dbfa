"""What stands beside every staff page."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from flask import request, url_for
from flask_babel import gettext as _

from voice_app.core import clock
from voice_app.core.actor import WORKERS, Actor, Role
from voice_app.home import queries
from voice_app.web.transaction import reading

#: Who makes accounts and approves each other's links.
ACCOUNTS = (Role.MANAGER, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Place:
    """One place in the rail of the staff pages."""

    name: str
    url: str
    icon: str
    count: int
    current: bool


class Rail:
    """What stands beside every staff page; it is asked for only when a page draws it."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    @cached_property
    def _found(self) -> queries.Rail:
        with reading() as session:
            return queries.rail(session, actor=self._actor, now=clock.now())

    @property
    def name(self) -> str:
        """Who is signed in."""
        return self._found.name

    @property
    def initials(self) -> str:
        """The first letters of their names."""
        return "".join(part[0] for part in self.name.split()[:2]).upper()

    def __iter__(self) -> Iterator[Place]:
        works = self._actor.role in WORKERS
        everything = (
            (works, "home.today", _("Today"), "sun", 0),
            # NOTE: a page of counts for a reviewing officer: did adults answer?
            (works and self._found.reviewed, "oversight.overview", _("Overview"), "chart", 0),
            (works, "home.young_people", _("Young people"), "people", self._found.young_people),
            (works, "answers.wishes", _("Wishes"), "answer", self._found.wishes),
            # NOTE: a page of young people who asked for somebody now.
            (works, "alerts.alerts", _("Alerts"), "alert", self._found.alerts),
            (works, "reviews.all_mine", _("Reviews"), "pack", self._found.reviews),
            (self._actor.role is Role.MANAGER, "care.assignments", _("Who helps"), "shield", 0),
            (self._actor.role in ACCOUNTS, "accounts.people", _("Accounts"), "gear", 0),
        )
        for is_theirs, endpoint, name, icon, count in everything:
            if is_theirs:
                yield Place(str(name), url_for(endpoint), icon, count, _is_here(endpoint))


def _is_here(endpoint: str) -> bool:
    here = request.path.rstrip("/")
    return here == url_for(endpoint) or here.startswith(url_for(endpoint) + "/")
