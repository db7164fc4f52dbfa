"""Which language a page is in, which way it runs, and how days are said."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import Flask, current_app, g, has_request_context, request, session
from flask_babel import Babel, format_date, format_datetime, format_time, get_locale

from voice_app.core import clock
from voice_app.core.actor import Actor

SOURCE = "en_GB"


@dataclass(frozen=True)
class Page:
    """What the frame of every page asks for."""

    lang: str
    dir: str
    paper: str
    theme: str | None
    app_name: str


def install(app: Flask, *, translations: str, languages: tuple[str, ...] = (SOURCE,)) -> None:
    """Set up translations and the ways in which templates say days and times."""
    app.config["VOICE_LANGUAGES"] = languages
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = translations
    app.config["BABEL_DEFAULT_LOCALE"] = SOURCE
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/London"
    Babel().init_app(app, locale_selector=_language)
    app.jinja_env.filters.update(
        day=day,
        short_day=short_day,
        tiny_day=tiny_day,
        weekday=weekday,
        at_time=at_time,
        lately=lately,
        moment=moment,
    )

    @app.context_processor
    def _page() -> dict[str, Page]:
        return {"page": page()}


def page() -> Page:
    """How the page being answered looks and reads."""
    locale = get_locale()
    asking: Actor | None = g.get("actor")
    return Page(
        lang=str(locale).replace("_", "-"),
        dir=locale.text_direction,
        paper=asking.paper if asking else g.get("paper", "fern"),
        theme=asking.theme if asking else None,
        app_name=current_app.config["VOICE_APP_NAME"],
    )


def day(value: date | datetime) -> str:
    """A day as people say it: "Tuesday 23 June", with the year when it is not this one."""
    on = clock.london_day(value) if isinstance(value, datetime) else value
    same_year = on.year == clock.london_day(clock.now()).year
    return str(format_date(on, "EEEE d MMMM" if same_year else "EEEE d MMMM y"))


def short_day(value: date | datetime) -> str:
    """A day in a table: "Tue 23 June", with the year when it is not this one."""
    on = clock.london_day(value) if isinstance(value, datetime) else value
    same_year = on.year == clock.london_day(clock.now()).year
    return str(format_date(on, "EEE d MMMM" if same_year else "EEE d MMMM y"))


def tiny_day(value: date) -> str:
    """A day where there is hardly any room: "13 Apr"."""
    return str(format_date(value, "d MMM"))


def lately(value: datetime) -> str:
    """When something was said, for staff: "9:41 pm" today, else "Thu 4 June, 9:41 pm"."""
    if clock.london_day(value) == clock.london_day(clock.now()):
        return at_time(value)
    return f"{short_day(value)}, {at_time(value)}"


def weekday(value: date | datetime) -> str:
    """ "Tuesday" within the last six days, otherwise the whole day."""
    on = clock.london_day(value) if isinstance(value, datetime) else value
    age = (clock.london_day(clock.now()) - on).days
    return str(format_date(on, "EEEE")) if 0 <= age < 7 else day(on)


def at_time(value: datetime) -> str:
    """The time on a clock in London: "9:41 pm"."""
    return str(format_time(value, "h:mm a"))


def moment(value: datetime) -> str:
    """Day and time together, for staff pages and the record."""
    return str(format_datetime(value, "EEE d MMM y, h:mm a"))


def _language() -> str:
    if not has_request_context():
        return SOURCE
    languages: tuple[str, ...] = current_app.config["VOICE_LANGUAGES"]
    asking: Actor | None = g.get("actor")
    wanted = asking.language if asking else session.get("language")
    if wanted in languages:
        return str(wanted)
    return request.accept_languages.best_match(languages) or SOURCE
