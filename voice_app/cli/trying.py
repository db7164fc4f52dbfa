"""The demo: a folder that holds nothing but a fictional service, and links to sign in with."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import click
import waitress

from voice_app import config, demo, migrations
from voice_app.app import create_app
from voice_app.cli.folder import held, make_private, refuse_a_busy_port
from voice_app.cli.running import THREADS
from voice_app.config import DEMO_MARK, Settings
from voice_app.core.errors import Refused
from voice_app.core.keyring import MasterKey, write_master_keys
from voice_app.core.opening import open_database

FOLDER = Path("demo-data")
PORT = 8000


def settings(folder: Path | None = None, port: int = PORT) -> Settings:
    """The settings of the demo in a folder."""
    return config.for_demo(folder or FOLDER.absolute(), port)


def start(folder: Path, *, port: int, fresh: bool) -> None:
    """Make the demo where it is not there yet, and serve it until stopped."""
    of_demo = settings(folder, port)
    refuse_a_busy_port(f"127.0.0.1:{port}")
    _make_folder(folder, fresh=fresh)
    with held(folder, "start the demo"):
        now = datetime.now(UTC)
        if not of_demo.master_key_file.exists():
            write_master_keys(of_demo.master_key_file, [MasterKey.new()])
        database = open_database(of_demo, now=now)
        migrations.upgrade(database.engine)
        demo.fill(database, now=now)
        links = demo.make_links(database)
        app = create_app(of_demo, database, demo_links=links)
        click.echo(f"\nVoice, with fictional people only, is at {of_demo.public_url}\n")
        for link in links:
            click.echo(f"  {link.who:<34} {of_demo.public_url}/demo/{link.token}")
        click.echo(f"\nThe young people's PIN, when a phone has locked, is {demo.PIN}.")
        click.echo("Each link signs in once, on this machine. Stop with Ctrl+C; start again for")
        click.echo("new links. Use a private window for each person, or one browser for each.\n")
        waitress.serve(app, listen=f"127.0.0.1:{port}", threads=THREADS, ident="")


def _make_folder(folder: Path, *, fresh: bool) -> None:
    marked = (folder / DEMO_MARK).exists()
    is_other = folder.exists() and not folder.is_dir()
    if is_other or (folder.is_dir() and any(folder.iterdir()) and not marked):
        raise Refused(f"{folder} holds something that is not the demo. Choose another folder.")
    if marked and fresh:
        with held(folder, "start over"):
            pass
        shutil.rmtree(folder)
    make_private(folder)
    (folder / DEMO_MARK).write_text("Everything here is made up. Delete it when you like.\n")
