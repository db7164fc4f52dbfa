"""Is every row of every witnessed table as the trail last saw it?"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from voice_app.core.errors import RecordBroken
from voice_app.core.models import ORGANISATION, Base, Sealed
from voice_app.record.models import Change, TrailRow
from voice_app.record.rules.leaf import Plain, digest_of_row
from voice_app.record.service.checking_trail import Keys
from voice_app.record.service.keeping import Kept
from voice_app.record.service.reporting import Report
from voice_app.record.service.stored import Ahead, Values, stored

TRAIL_ROW = Base.metadata.tables[TrailRow.__tablename__]


def check_rows(connection: Connection, kept: Kept, keys: Keys, report: Report) -> None:
    """Go through a table and its part of the trail side by side, both in order of row ids."""
    columns = [*kept.columns.values()]
    rows = stored(connection, columns, order=[kept.table.c.id])
    for row, told in _side_by_side(rows, _newest(connection, kept.name)):
        if row is None:
            if told is not None and told["change"] != Change.REMOVED:
                report.add(kept.name, told["id"], "it is on the trail, and the row is gone")
            continue
        report.checked[kept.name] += 1
        what = _differs(kept, row, told, keys)
        if what is not None:
            report.add(kept.name, row["id"], what)


def check_unknown_tables(connection: Connection, known: set[str], report: Report) -> None:
    """Report rows that the trail vouches for in tables that nothing knows any more."""
    names = connection.scalars(select(TRAIL_ROW.c.table_name).distinct()).all()
    for name in sorted(set(names) - known):
        for told in _newest(connection, name):
            if told["change"] != Change.REMOVED:
                report.add(name, told["id"], "its table is gone, and the trail vouches for it")


def _newest(connection: Connection, table: str) -> Iterator[Values]:
    """The newest word of the trail on each row of a table, in order of row ids."""
    every = stored(
        connection,
        [TRAIL_ROW.c.row_id, TRAIL_ROW.c.change, TRAIL_ROW.c.digest, TRAIL_ROW.c.commitment],
        order=[TRAIL_ROW.c.row_id, TRAIL_ROW.c.event_seq],
        narrow=lambda query: query.where(TRAIL_ROW.c.table_name == table),
    )
    rows = Ahead(every)
    while rows.look() is not None:
        row, after = rows.take(), rows.look()
        if after is None or after["row_id"] != row["row_id"]:
            yield {**row, "id": row["row_id"]}


def _side_by_side(
    left: Iterator[Values], right: Iterator[Values]
) -> Iterator[tuple[Values | None, Values | None]]:
    rows, told = Ahead(left), Ahead(right)
    while (row := rows.look()) is not None or told.look() is not None:
        word = told.look()
        if word is None or (row is not None and _rank(row["id"]) < _rank(word["id"])):
            yield rows.take(), None
        elif row is None or row["id"] != word["id"]:
            yield None, told.take()
        else:
            yield rows.take(), told.take()


def _rank(value: Plain) -> tuple[int, Any]:
    """The order in which SQLite sorts values of different kinds; ids are text when all is well."""
    if value is None:
        return 0, 0
    if isinstance(value, (int, float)):
        return 1, value
    return (2, value.encode("utf-8", "surrogateescape")) if isinstance(value, str) else (3, value)


def _differs(kept: Kept, row: Values, told: Values | None, keys: Keys) -> str | None:
    if told is None:
        return "it was added past the trail"
    if told["change"] == Change.REMOVED:
        return "the trail says that it was removed, and it is there"
    if told["digest"] != digest_of_row(kept.name, row):
        return "it was changed past the trail"
    return _does_not_open(kept, row, told, keys) if kept.is_sealed else None


def _does_not_open(kept: Kept, row: Values, told: Values, keys: Keys) -> str | None:
    try:
        row_id, scope = UUID(str(row["id"])), _scope(kept, row)
        commitment = keys.commitment(kept.name, row_id, scope, row["sealed"])
    except (RecordBroken, ValueError):
        return "what is sealed in it does not open"
    if commitment not in (None, told["commitment"]):
        return "what is sealed in it is not what was written"
    return None


def _scope(kept: Kept, row: Values) -> UUID:
    assert issubclass(kept.model, Sealed)  # noqa: S101  only sealed tables are asked
    if kept.model.key_column is None:
        return ORGANISATION
    return UUID(str(row[kept.columns[kept.model.key_column].name]))
