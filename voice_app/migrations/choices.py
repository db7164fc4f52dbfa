"""Let a column hold other choices than before, without writing its table anew.

SQLite cannot change a constraint. Its own documentation advises to edit the stored text of the
table where, as here, nothing that lies on disk changes: writing a table anew would drop it, and
with it every row that other tables point at.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


def change(table: str, column: str, before: Sequence[str], after: Sequence[str]) -> None:
    """Let `column` hold exactly the values `after`; until now it was `before`.

    Raises:
        RuntimeError: the table does not say what it should.
    """
    name = f"ck_{table}_{column}"
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f(name), table, type_="check")
        op.create_check_constraint(op.f(name), table, _among(column, after))
        return
    _edit(
        table, f"{name} CHECK ({_among(column, before)})", f"{name} CHECK ({_among(column, after)})"
    )


def _among(column: str, values: Sequence[str]) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({listed})"


def _edit(table: str, old: str, new: str) -> None:
    connection = op.get_bind()
    made = sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :table")
    text = connection.execute(made, {"table": table}).scalar_one()
    if text.count(old) != 1:
        raise RuntimeError(f"the table {table} was not made as expected")
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = :table"),
        {"sql": text.replace(old, new), "table": table},
    )
    # Every connection reads the schema anew once its version has changed.
    connection.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema=OFF")
