"""Nothing changes without its trail: every write is watched, and the trail added at commit."""

import re
from typing import Any

from sqlalchemy import TextClause, UpdateBase, event, inspect
from sqlalchemy.orm import (
    Mapper,
    ORMExecuteState,
    Session,
    SessionTransaction,
    object_session,
)

from voice_app.core.database import VoiceSession
from voice_app.core.models import Base
from voice_app.core.vault import vault_of
from voice_app.record.models import Change
from voice_app.record.service.keeping import kept
from voice_app.record.service.pending import Touched, pending_in, when_said
from voice_app.record.service.writing import write

WRITES = re.compile(r"\s*(with|insert|update|delete|replace|merge|truncate|alter|drop)\b", re.I)


@event.listens_for(Base, "after_insert", propagate=True)
def _added(_mapper: Mapper[Any], _connection: Any, row: Base) -> None:
    _touch(row, Change.ADDED)


@event.listens_for(Base, "after_update", propagate=True)
def _changed(_mapper: Mapper[Any], _connection: Any, row: Base) -> None:
    if row.witnessed:
        attributes = inspect(row).attrs
        if any(attributes[key].history.has_changes() for key in kept(type(row)).columns):
            _touch(row, Change.CHANGED)


@event.listens_for(Base, "after_delete", propagate=True)
def _removed(_mapper: Mapper[Any], _connection: Any, row: Base) -> None:
    _touch(row, Change.REMOVED)


def _touch(row: Base, change: Change) -> None:
    if not row.witnessed:
        return
    session = object_session(row)
    if not isinstance(session, VoiceSession):
        raise RuntimeError(f"{row.__tablename__} is written past the trail")
    touched = pending_in(session).touched
    before = touched.get((row.__tablename__, row.id))
    touched[row.__tablename__, row.id] = Touched(row, before.first if before else change, change)


@event.listens_for(VoiceSession, "do_orm_execute")
def _refuse_bulk_writes(state: ORMExecuteState) -> None:
    """Statements that change many rows at once tell nobody which rows they were."""
    statement = state.statement
    if isinstance(statement, TextClause) and WRITES.match(statement.text):
        raise RuntimeError("a statement in plain SQL is written past the trail")
    if isinstance(statement, UpdateBase):
        name = getattr(statement.table, "name", None)
        if name in _witnessed_names():
            raise RuntimeError(f"a bulk write to {name} is written past the trail")


def _witnessed_names() -> set[str]:
    return {
        str(mapper.class_.__tablename__)
        for mapper in Base.registry.mappers
        if mapper.class_.witnessed
    }


@event.listens_for(VoiceSession, "after_transaction_create")
def _mark_savepoint(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        pending = pending_in(session)
        pending.savepoints[transaction] = (len(pending.said), dict(pending.touched))


@event.listens_for(VoiceSession, "after_soft_rollback")
def _return_to_savepoint(session: Session, transaction: SessionTransaction) -> None:
    pending = pending_in(session)
    if transaction in pending.savepoints:
        said, pending.touched = pending.savepoints[transaction]
        del pending.said[said:]


@event.listens_for(VoiceSession, "after_transaction_end")
def _forget(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop("trail", None)


@event.listens_for(VoiceSession, "before_commit")
def _write_before_commit(session: Session) -> None:
    savepoint = session.get_nested_transaction()
    pending = pending_in(session)
    if savepoint is None:
        session.flush()
        for said in list(pending.said):
            for hook in when_said:
                hook(session, said)
        session.flush()
        write(session, pending)
    elif pending.closing is savepoint:
        raise RuntimeError("a savepoint was left open")
    else:
        # A savepoint closes; were it the whole transaction, this would be called once more
        # while the savepoint is still there.
        pending.closing = savepoint


@event.listens_for(VoiceSession, "after_commit")
def _keep_head_now_and_then(session: Session) -> None:
    pending = pending_in(session)
    if pending.head_to_keep is not None:
        head, at = pending.head_to_keep
        vault_of(session).keyring.remember_head(head.size, head.root, now=at)
