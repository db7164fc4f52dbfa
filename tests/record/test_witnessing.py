"""Nothing is changed without an event beside it, and nothing is kept of what was undone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, event, func, insert, select, text, update
from sqlalchemy.orm import Session

from tests.record.fictional import (
    AMINA,
    LEO,
    MODELS,
    NOW,
    Colour,
    Fictional,
    Kite,
    Noticeboard,
    Shed,
    kite,
    kite_on_the_trail,
    said,
    shed,
)
from voice_app.core.database import Database
from voice_app.core.models import Base
from voice_app.record import service as trail
from voice_app.record.models import Change, TrailEvent, TrailHead, TrailRow
from voice_app.record.service.keeping import all_kept


def test_a_change_without_an_event_is_refused_and_kept_nowhere(database: Database) -> None:
    with pytest.raises(RuntimeError, match=r"a change without its trail: kite, shed"):
        write(database, kite, shed)

    assert counts(database) == (0, 0, 0)
    write(database, kite, said)
    assert counts(database) == (1, 1, 1)


def test_changing_and_removing_need_an_event_too(database: Database) -> None:
    kite_id = kite_on_the_trail(database)

    for change in (rename, remove):

        def make(session: Session, change: Callable[[Session, Kite], None] = change) -> None:
            change(session, session.get_one(Kite, kite_id))

        with pytest.raises(RuntimeError, match="without its trail"):
            write(database, make)
        write(database, make, said)

    assert [row.change for row in rows_of(database)] == ["added", "changed", "removed"]


def test_housekeeping_needs_no_event(database: Database) -> None:
    kite_id = kite_on_the_trail(database)

    with database.writing() as session:
        session.add(Noticeboard(text="Fly on Friday"))
        session.get_one(Kite, kite_id).looked_at = NOW
    with database.writing() as session:
        session.get_one(Kite, kite_id).name = "Skylark"

    assert counts(database) == (1, 1, 1)
    assert trail.verify(database, now=NOW, models=MODELS).is_whole


def test_an_event_alone_is_kept_and_so_is_a_row_changed_twice(database: Database) -> None:
    with database.writing() as session:
        said(session)
    with database.writing() as session:
        row = kite(session)
        session.flush()
        row.length = 31
        session.flush()
        row.colour = Colour.BLUE
        said(session)

    assert [(row.row_id, row.change) for row in rows_of(database)] == [(row.id, Change.ADDED)]
    assert trail.verify(database, now=NOW, models=MODELS).is_whole


def test_a_row_that_came_and_went_in_one_transaction_counts_as_removed(database: Database) -> None:
    with database.writing() as session:
        row = kite(session)
        session.flush()
        session.delete(row)
        said(session)

    assert [row.change for row in rows_of(database)] == [Change.REMOVED]
    assert trail.verify(database, now=NOW, models=MODELS).is_whole


def test_a_row_that_went_and_came_back_counts_as_changed(database: Database) -> None:
    kite_id = kite_on_the_trail(database)

    with database.writing() as session:
        session.delete(session.get_one(Kite, kite_id))
        session.flush()
        kite(session, id=kite_id, name="Swift")
        said(session)

    assert [row.change for row in rows_of(database)] == [Change.ADDED, Change.CHANGED]
    assert trail.verify(database, now=NOW, models=MODELS).is_whole


def test_a_row_is_kept_with_the_event_it_belongs_to(database: Database) -> None:
    with database.writing() as session:
        of_amina, of_leo = kite(session), kite(session, young_person_id=LEO)
        changed = kite(session, name="Swift")
        of_nobody = shed(session)
        said(session, subject=changed)
        said(session, young_person_id=LEO)
        said(session)
        said(session, young_person_id=None)

    belongs = {row.row_id: row.event_seq for row in rows_of(database)}
    assert belongs == {changed.id: 1, of_leo.id: 2, of_amina.id: 3, of_nobody.id: 4}


@pytest.mark.parametrize(
    "many",
    [
        lambda session: session.execute(update(Kite).values(name="Swift")),
        lambda session: session.execute(delete(Kite)),
        lambda session: session.execute(insert(Shed), [{"number": 1, "sealed": b""}]),
        lambda session: session.execute(insert(Shed.__table__).values(number=1, sealed=b"")),
        lambda session: session.query(Kite).update({"name": "Swift"}),
        lambda session: session.query(Kite).delete(),
        lambda session: session.execute(text("UPDATE kite SET name = 'Swift'")),
        lambda session: session.execute(text("  with x as (select 1) delete from kite")),
        lambda session: session.bulk_save_objects([Shed(number=1, sealed=b"")]),
        lambda session: session.bulk_insert_mappings(Shed, [{"number": 1, "sealed": b""}]),
        lambda session: session.bulk_update_mappings(Shed, []),
    ],
)
def test_writing_many_rows_at_once_is_refused(
    database: Database, many: Callable[[Session], Any]
) -> None:
    kite_on_the_trail(database)

    with pytest.raises(RuntimeError, match="past the trail"):
        write(database, said, many)


def test_writing_many_rows_of_housekeeping_at_once_is_not_refused(database: Database) -> None:
    with database.writing() as session:
        session.execute(insert(Noticeboard), [{"text": "One"}, {"text": "Two"}])
        session.execute(update(Noticeboard).values(text="Three"))
        assert session.scalar(text("SELECT count(*) FROM noticeboard")) == 2
        session.execute(delete(Noticeboard))


def test_a_session_of_another_kind_cannot_write_past_the_trail(database: Database) -> None:
    with Session(database.engine, info={"vault": database.vault}) as session:
        kite(session)
        with pytest.raises(RuntimeError, match="kite is written past the trail"):
            session.flush()


def test_a_transaction_that_only_reads_takes_no_event(database: Database) -> None:
    with pytest.raises(RuntimeError, match="only reads"), database.reading() as session:
        said(session)


def test_a_rolled_back_transaction_leaves_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        write(database, kite, said, Session.flush, lambda _: 1 / 0)

    assert counts(database) == (0, 0, 0)
    kite_on_the_trail(database)
    assert counts(database) == (1, 1, 1)


def test_what_a_savepoint_undid_is_not_on_the_trail(database: Database) -> None:
    with database.writing() as session:
        kept = kite(session)
        said(session, "kite.made")
        undone = session.begin_nested()
        kept.name = "Swift"
        kite(session)
        said(session, "kite.lost")
        session.flush()
        undone.rollback()
        with session.begin_nested():
            second = kite(session)
            said(session, "kite.found")

    assert actions(database) == ["kite.made", "kite.found"]
    assert {row.row_id for row in rows_of(database)} == {kept.id, second.id}
    assert trail.verify(database, now=NOW, models=MODELS).is_whole


def test_a_savepoint_alone_does_not_let_a_change_through(database: Database) -> None:
    with pytest.raises(RuntimeError, match="without its trail"):
        write(database, kite_in_a_savepoint)
    with pytest.raises(RuntimeError, match="savepoint"):
        write(database, Session.begin_nested, kite)

    assert counts(database) == (0, 0, 0)


def test_one_commit_costs_at_most_four_statements(database: Database) -> None:
    counted: list[str] = []
    kite_on_the_trail(database)

    @event.listens_for(database.engine, "before_cursor_execute")
    def count(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "trail_" in statement:
            counted.append(statement)

    with database.writing() as session:
        for young_person_id in (AMINA, LEO, None):
            kite(session)
            said(session, young_person_id=young_person_id)

    assert len(counted) == 4


def test_the_trail_can_vouch_for_every_column_of_the_schema() -> None:
    names = {kept.name for kept in all_kept()}

    assert names
    assert names <= set(Base.metadata.tables)
    assert not names & set(Fictional.metadata.tables)


def test_a_head_is_kept_in_the_keyring_each_time_a_hundred_events_are_full(
    database: Database,
) -> None:
    sizes: list[int] = []
    for _ in range(7):
        with database.writing() as session:
            for _ in range(33):
                said(session)
        sizes = [size for size, _ in database.vault.keyring.seen_heads()]

    assert sizes == [132, 231]


def test_the_order_of_events_is_the_order_of_commits_not_of_clocks(database: Database) -> None:
    for days in (0, -3, 5):
        with database.writing() as session:
            said(session, now=NOW + timedelta(days=days))

    with database.reading() as session:
        seqs = session.scalars(select(TrailEvent.seq).order_by(TrailEvent.at)).all()
    assert seqs == [2, 1, 3]
    assert trail.verify(database, now=NOW, models=MODELS).is_whole


def write(database: Database, *steps: Callable[[Session], Any]) -> None:
    """Do some steps in one transaction."""
    with database.writing() as session:
        for step in steps:
            step(session)


def kite_in_a_savepoint(session: Session) -> None:
    with session.begin_nested():
        kite(session)


def rename(_session: Session, row: Kite) -> None:
    row.name = "Swift"


def remove(session: Session, row: Kite) -> None:
    session.delete(row)


def counts(database: Database) -> tuple[int | None, ...]:
    with database.reading() as session:
        return tuple(
            session.scalar(select(func.count()).select_from(model))
            for model in (Kite, TrailEvent, TrailHead)
        )


def rows_of(database: Database) -> list[TrailRow]:
    with database.reading() as session:
        return list(session.scalars(select(TrailRow).order_by(TrailRow.event_seq)))


def actions(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(TrailEvent.action).order_by(TrailEvent.seq)))
