"""Whether everything that is kept is what the trail says, and the trail what was signed."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from voice_app.core.database import Database
from voice_app.core.errors import Refused
from voice_app.core.models import Base
from voice_app.record.models import REFUSED, TRAIL_TABLES, guard_name
from voice_app.record.rules import note
from voice_app.record.service.checking_rows import check_rows, check_unknown_tables
from voice_app.record.service.checking_trail import Keys, check_trail
from voice_app.record.service.keeping import Kept, all_kept
from voice_app.record.service.reporting import Report
from voice_app.record.service.stored import one_moment

TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'",
}


def verify(
    database: Database,
    *,
    now: datetime,
    witness: Path | None = None,
    models: Iterable[type[Base]] | None = None,
) -> Report:
    """Check the whole trail and every row it vouches for. Changes nothing but the keyring,
    which keeps the head of a trail that is whole.

    Args:
        witness: a file with public keys and heads that somebody outside kept. Without it a
            trail rewritten by somebody who has the database and all keys looks whole.
        models: the tables to check; None is every one that the service knows.

    Raises:
        Refused: the witness file, or the keyring, cannot be read.
    """
    outside = _read_witness(witness)
    keyring = database.vault.keyring
    # Read before the data: a head seen while we look must not count as one that is gone.
    told: defaultdict[int, list[tuple[str, bytes]]] = defaultdict(list)
    for size, root in keyring.seen_heads():
        told[size].append(("the keyring", root))
    for kept_outside in outside.heads:
        told[kept_outside.head.size].append(("the witness", kept_outside.head.root))
    keys = Keys(database.vault, outside.keys)
    report = Report(witnessed=bool(outside.heads))
    everything = all_kept(models)
    _name_what_is_left_out(everything, report)
    try:
        with one_moment(database) as connection:
            _check_database(connection, report)
            check_trail(connection, keys, report, told)
            for kept in everything:
                check_rows(connection, kept, keys, report)
            check_unknown_tables(connection, {kept.name for kept in everything}, report)
    except DBAPIError as error:
        report.add("database", "", f"it cannot be read to the end ({type(error.orig).__name__})")
    _check_keys(keys, report)
    _check_witness(outside, keys, report)
    if report.is_whole and report.newest is not None:
        head = report.newest.head
        keyring.remember_head(head.size, head.root, now=now)
    return report


def _read_witness(path: Path | None) -> note.Witness:
    if path is None:
        return note.Witness()
    try:
        return note.read_witness(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, note.NotAWitness):
        raise Refused(f"The witness file {path} cannot be read.") from None


def _name_what_is_left_out(everything: list[Kept], report: Report) -> None:
    witnessed = {kept.name for kept in everything} | set(TRAIL_TABLES)
    report.unwitnessed_tables = sorted(set(Base.metadata.tables) - witnessed)
    report.unwitnessed_columns = [
        f"{kept.name}.{column}"
        for kept in everything
        for column in sorted(kept.model.unwitnessed_columns)
    ]


def _check_database(connection: Connection, report: Report) -> None:
    dialect = connection.dialect.name
    standing = set(connection.scalars(text(TRIGGERS[dialect])))
    for table in TRAIL_TABLES:
        for what, _ in REFUSED[dialect]:
            if guard_name(table, what) not in standing:
                report.add(table, "", f"nothing refuses {what} any more: a trigger is gone")
    if dialect == "sqlite":
        # A row that is missing from an index only would be passed over by every search.
        for found in connection.scalars(text("PRAGMA integrity_check(100)")):
            if found != "ok":
                report.add("database", "", "the file is damaged (integrity_check)")


def _check_keys(keys: Keys, report: Report) -> None:
    for scope, bodies in sorted(keys.unopened.items()):
        if scope not in keys.erased:
            what = f"the key is gone, no erasure is on the trail, and {bodies} bodies stay shut"
            report.add("key", scope, what)


def _check_witness(outside: note.Witness, keys: Keys, report: Report) -> None:
    trusted = outside.keys or [public for public in keys.signing.values() if public]
    for kept in outside.heads:
        if not any(note.is_signed(public, kept.head, kept.signature) for public in trusted):
            report.add("witness", kept.head.size, "the note in the witness file is not signed")
