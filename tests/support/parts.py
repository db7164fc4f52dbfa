"""Every part of the look on two pages, shown in a real browser without the rest of the app.

The boards stand in `tests/web/parts/`. They show each component with made-up people, so that
what holds for a part (contrast, size, keyboard, large text) is tested once, for every page.
"""

from types import SimpleNamespace

from flask import Flask, render_template, request
from flask_babel import Babel
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from playwright.sync_api import Page, Route
from wtforms import (
    BooleanField,
    DateField,
    PasswordField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)

from tests.support.system import ROOT
from voice_app.config import RESOURCES
from voice_app.web import symbols
from voice_app.web.assets import Assets
from voice_app.web.headers import CONTENT_SECURITY_POLICY
from voice_app.web.symbols import drawings

BOARDS = ("young", "steps", "lock", "today", "sign_in")
HOST = "http://notes.localhost"

FACES = [
    (name[2:], name[2:].replace("-", " "))
    for name in sorted(drawings())
    if name.startswith("f-") and name != "f-blob"
]
STATES = ("not_answered", "being_looked_at", "yes", "partly", "not_now", "no")


class Form(FlaskForm):  # type: ignore[misc]
    """One field of each kind."""

    start = RadioField("Start", choices={"want": "I want…", "question": "A question"})
    how = RadioField("How?", choices={"write": "Write", "dan": "Dan writes"}, default="write")
    feelings = SelectMultipleField("Feelings", choices=dict(FACES), default=["worried"])
    own_word = StringField("My own word")
    words = TextAreaField("Tell me what you would like to happen", default="to stay")
    pin = PasswordField("Your code")
    line = StringField("Decided by")
    day = DateField("We look again")
    because = TextAreaField("Because")
    agreed = BooleanField("I told her in person")
    paper = RadioField("Paper", choices={"fern": "Fern", "plain": "Plain"}, default="fern")
    state = RadioField("What we decided", choices={s: s.replace("_", " ") for s in STATES[1:]})


def app() -> Flask:
    """An app that answers the boards at `/young`, `/today`… and the static files."""
    flask = Flask("parts", static_folder=None)
    flask.config.update(SECRET_KEY="parts", VOICE_APP_NAME="Notes")
    flask.jinja_loader = ChoiceLoader(
        [FileSystemLoader(RESOURCES / "templates"), FileSystemLoader(ROOT / "tests/web/parts")]
    )
    flask.jinja_env.undefined = StrictUndefined
    Babel(flask)
    CSRFProtect(flask)
    symbols.install(flask)
    assets = Assets(RESOURCES / "static")
    flask.jinja_env.globals["asset"] = assets.url

    @flask.get("/s/<version>/<path:name>")
    def show_asset(version: str, name: str) -> tuple[bytes, dict[str, str]]:
        found = assets.respond(version, name, "")
        assert found is not None, name
        return found[0], {"Content-Type": found[1]}

    @flask.get("/<board>")
    def show_board(board: str) -> tuple[str, dict[str, str]]:
        form = Form()
        if "wrong" in request.args:
            form.because.errors = ["Say why, in words that Amina knows."]
            form.pin.errors = ["Not that one."]
        html = render_template(f"{board}.html", form=form, faces=FACES, states=STATES, **_frame())
        return html, {"Content-Security-Policy": CONTENT_SECURITY_POLICY}

    return flask


def show(page: Page, board: str, **asked: str) -> None:
    """Open a board: `show(page, "young", theme="dark", dir="rtl")`."""
    client = app().test_client()

    def answer(route: Route) -> None:
        target = route.request.url.removeprefix(HOST)
        if route.request.method == "POST":
            route.fulfill(body=f"<!DOCTYPE html><title>{target}</title>", content_type="text/html")
            return
        response = client.get(target)
        route.fulfill(
            status=response.status_code, headers=dict(response.headers), body=response.data
        )

    page.route("**/*", answer)
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    page.goto(f"{HOST}/{board}?{query}")


def _frame() -> dict[str, object]:
    """What the frames ask for, as the address wishes it."""
    staff = request.path == "/today"
    rail = [
        SimpleNamespace(name=name, url="#", icon=icon, count=count, current=name == "Today")
        for name, icon, count in (("Today", "sun", 0), ("Young people", "people", 9))
    ]
    page = SimpleNamespace(
        lang="en-GB",
        dir=request.args.get("dir", "ltr"),
        paper=request.args.get("paper", "plain" if staff else "fern"),
        theme=request.args.get("theme"),
        app_name="Notes",
    )
    return {"page": page, "rail": rail, "me": SimpleNamespace(name="Dan Hughes", initials="DH")}
