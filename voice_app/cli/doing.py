"""Everything that happens by itself: what is due is looked after, and notices are sent."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event

import click
from flask import Flask

from voice_app import migrations
from voice_app.app import create_app
from voice_app.cli.folder import refuse_without_data
from voice_app.cli.running import refuse_unsafe
from voice_app.config import Settings
from voice_app.core import clock
from voice_app.core.database import Database
from voice_app.core.errors import Refused
from voice_app.core.opening import open_database
from voice_app.notices import pages as notices
from voice_app.notices.models import TargetKind
from voice_app.notices.service import (
    Courier,
    Report,
    mail_courier,
    push_courier,
    run_ticks,
    send_due,
)


def once(settings: Settings) -> int:
    """Do everything that is due now. Returns 1 when a part of it failed, else 0."""
    with _ready(settings) as (database, couriers):
        report, failed = _one_round(database, couriers)
        click.echo(f"Notices: {report}.")
        return 1 if failed else 0


def run(settings: Settings, *, every: int) -> None:
    """Do it again and again, with a pause of so many seconds, until stopped."""
    stopped = Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopped.set())
    with _ready(settings) as (database, couriers):
        click.echo(f"Jobs run every {every} seconds. Stop with Ctrl+C.")
        while not stopped.is_set():
            report, _ = _one_round(database, couriers)
            if any(report.counts.values()):
                click.echo(f"Notices: {report}.")
            stopped.wait(every)


def _one_round(database: Database, couriers: dict[TargetKind, Courier]) -> tuple[Report, int]:
    failed = run_ticks(database, now=clock.now())
    return send_due(database, couriers=couriers, clock=clock.now), failed


@contextmanager
def _ready(settings: Settings) -> Iterator[tuple[Database, dict[TargetKind, Courier]]]:
    refuse_without_data(settings)
    refuse_unsafe(settings)
    database = open_database(settings, now=datetime.now(UTC))
    try:
        if not migrations.is_newest(database.engine):
            raise Refused("The data is of an earlier release. Start `./voice run` once first.")
        # The whole app is put together, so that whatever has something to do can say so.
        app = create_app(settings, database)
        yield database, couriers_of(app, database)
    finally:
        database.close()


def couriers_of(app: Flask, database: Database) -> dict[TargetKind, Courier]:
    """Who brings what: each way in which this service sends notices."""
    settings: Settings = app.config["VOICE_SETTINGS"]
    with app.app_context():
        text = notices.text_in(settings.notice_language)
    couriers = {
        TargetKind.PUSH: push_courier(database.vault, text=text, contact=settings.public_url)
    }
    if settings.can_write_mail:
        couriers[TargetKind.MAIL] = mail_courier(settings, text=text)
    return couriers
