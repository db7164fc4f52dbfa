"""`voice verify`: what was checked, and everything that does not fit."""

from datetime import datetime
from pathlib import Path

import click

from voice_app.cli.folder import refuse_without_data
from voice_app.config import Settings
from voice_app.core.opening import open_database
from voice_app.record.service import verify as verify_record


def verify(settings: Settings, *, witness: Path | None, now: datetime) -> int:
    """Print what was found. Returns 0 when everything fits and 1 when something does not."""
    refuse_without_data(settings)
    database = open_database(settings, now=now)
    try:
        report = verify_record(database, now=now, witness=witness)
    finally:
        database.close()
    for line in report.lines():
        click.echo(line)
    return 1 if report.problems else 0
