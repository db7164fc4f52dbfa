"""Commands for those who run Voice. Each says in plain words what it refuses and why."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from voice_app import config
from voice_app.cli import doing, keeping, keys, running, trying, verifying
from voice_app.core.errors import Refused


class Commands(click.Group):
    """Turns a refusal into one sentence and exit code 2, instead of a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (Refused, config.Unreadable) as refusal:
            click.echo(f"Voice did not go on. {refusal}", err=True)
            sys.exit(2)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(context: click.Context) -> None:
    """Young people say what they wish and feel, and see what came of it."""
    # Whatever a command makes, databases and backups too, is for this account alone.
    before = os.umask(0o077)
    context.call_on_close(lambda: os.umask(before))


@main.command()
@click.option("--fresh", is_flag=True, help="Throw the old demo away and start over.")
@click.option("--port", default=8000, show_default=True)
@click.option("--folder", type=click.Path(path_type=Path), default=Path("demo-data"))
def demo(*, fresh: bool, port: int, folder: Path) -> None:
    """Fill a folder with a fictional service and open it in your browser."""
    trying.start(folder.absolute(), port=port, fresh=fresh)


@main.command()
@click.option("--listen", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT")
def run(listen: str) -> None:
    """Start the app for real use, with settings from the environment (docs/running.md)."""
    running.start(config.from_environment(), listen=listen)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write data and keyring into one sealed file, while the app goes on."""
    keeping.backup(config.from_environment(), file, now=_now())


@main.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--from-paper", is_flag=True, help="Type the recovery copy; the key file is gone.")
def restore(*, file: Path, from_paper: bool) -> None:
    """Put a backup back into an empty data folder."""
    keeping.restore(config.from_environment(), file, now=_now(), from_paper=from_paper)


@main.command()
@click.option(
    "--witness", type=click.Path(path_type=Path, exists=True), help="A head kept outside."
)
@click.option("--demo", "of_demo", is_flag=True, help="Look at the demo instead.")
def verify(*, witness: Path | None, of_demo: bool) -> None:
    """Check every row against the trail, and the trail against its signatures."""
    settings = trying.settings() if of_demo else config.from_environment()
    sys.exit(verifying.verify(settings, witness=witness, now=_now()))


@main.command()
def recovery() -> None:
    """Type the printed recovery copy back in, to show it can be read or to make the key again."""
    keys.check_recovery_copy(config.from_environment(), now=_now())


@main.group()
def jobs() -> None:
    """Send notices, and look after what is due: `jobs run` goes on, `jobs once` ends."""


@jobs.command("run")
@click.option("--every", default=30, show_default=True, help="Seconds between two rounds.")
def jobs_run(every: int) -> None:
    """Go on until stopped, as a service beside the app."""
    doing.run(config.from_environment(), every=max(every, 1))


@jobs.command("once")
def jobs_once() -> None:
    """Do what is due now and end, for a timer or cron."""
    sys.exit(doing.once(config.from_environment()))


@main.command("rotate-key")
def rotate_key() -> None:
    """Replace the master key and print a new recovery copy."""
    keys.rotate(config.from_environment(), now=_now())


# Three commands belong to a checkout and are started by the `voice` script itself; they are
# listed here so that `--help` tells of them.
def _of_checkout(name: str, tells: str) -> None:
    @main.command(name, help=tells)
    def only_in_a_checkout() -> None:
        raise Refused(f"`{name}` needs the source: call it as ./voice {name} in a checkout.")


_of_checkout("test", "Run everything that the build runs.")
_of_checkout("prove", "Measure what we promise, in full, and print the figures.")
_of_checkout("shots", "Photograph every page as each person, into the folder `shots`.")


def _now() -> datetime:
    return datetime.now(UTC)
