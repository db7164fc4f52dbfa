"""The app as people meet it: served to a real browser, with the people of the story signed in."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from threading import Event, Thread
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page
from waitress.server import create_server

from tests.support.browsing import OpenContext
from tests.support.chromium import COMPUTER, PHONE
from tests.support.world import Browser, Someone, World
from voice_app.app import create_app
from voice_app.core.actor import Level, Role
from voice_app.web import cookies

ScreenOf = Callable[..., Page]


@pytest.fixture
def live_server(world: World) -> Iterator[str]:
    """The address of this test's app, with everybody of `world` in it.

    It is an address of localhost, where browsers take the cookies that otherwise need https.
    """
    with served_at(world) as address:
        yield address


@contextmanager
def served_at(world: World, **app_settings: Any) -> Iterator[str]:
    """The address at which this world's app answers, for as long as the block lasts.

    With `app_settings` (such as other languages) it is another app over the same data.
    """
    with _listener() as listener:
        address = f"http://localhost:{listener.getsockname()[1]}"
        world.settings = replace(world.settings, public_url=address)
        app = world.app
        if app_settings:
            app = create_app(world.settings, world.database, **app_settings)
        with serving(app, listener):
            yield address


def _listener() -> socket.socket:
    """The same port for each test of this process, while it is free.

    Apps are made anew for an address that none of them had yet.
    """
    try:
        return socket.create_server(("127.0.0.1", usual_port()))
    except OSError:
        return socket.create_server(("127.0.0.1", 0))


@cache
def usual_port() -> int:
    """A port that was free when this process first asked."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def serving(app: Flask, listener: socket.socket) -> Iterator[None]:
    """Serve the app from a thread of this process, for as long as the block lasts."""
    server = create_server(app, sockets=[listener], threads=4, ident="")
    closing = Event()

    def run() -> None:
        try:
            server.run()
        except OSError:
            # It was waiting for a socket that is closed below, at that very moment.
            if not closing.is_set():
                raise

    thread = Thread(target=run, name="live server")
    thread.start()
    try:
        yield
    finally:
        closing.set()
        server.close()
        thread.join(timeout=10)


@pytest.fixture
def screen_of(world: World, live_server: str, open_context: OpenContext) -> ScreenOf:
    """Open somebody's own browser: `screen_of(world.amina)`, `screen_of(world.dan, viewport=…)`.

    They have come all the way in, unless a level is given. Young people have a phone, everybody
    else a computer. Addresses may be given without the host: `page.goto("/")`.
    """

    def open_one(
        person: Someone | None = None, level: Level | None = None, **settings: Any
    ) -> Page:
        on_phone = person is None or person.role is Role.YOUNG_PERSON
        viewport = PHONE if on_phone else COMPUTER
        context = open_context(base_url=live_server, **{"viewport": viewport, **settings})
        give_cookies(context, live_server, world.browse(person, level))
        return context.new_page()

    return open_one


def give_cookies(context: BrowserContext, address: str, signed_in: Browser) -> None:
    """Put the cookies of somebody's test client into a real browser."""
    # Only an address with https may say that a cookie is secure; the cookie is for both.
    secure_address = address.replace("http:", "https:")
    for name in (cookies.PHONE, cookies.USE, cookies.SESSION):
        cookie = signed_in.get_cookie(name)
        if cookie:
            context.add_cookies(
                [{"name": name, "value": cookie.value, "url": secure_address, "secure": True}]
            )
