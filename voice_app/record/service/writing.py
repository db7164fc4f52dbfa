"""Writing the trail of one transaction: its events, the rows it touched, and a signed head."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    CompoundSelect,
    Connection,
    Dialect,
    Uuid,
    bindparam,
    cast,
    insert,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from voice_app.core.models import Base, Sealed
from voice_app.core.vault import TRAIL_SIGNING, Vault, vault_of
from voice_app.record.models import Change, TrailEvent, TrailHead, TrailRow
from voice_app.record.queries import details_id
from voice_app.record.rules import note
from voice_app.record.rules.leaf import NOTHING_BEFORE, hash_of_rows, leaf_of
from voice_app.record.rules.merkle import Frontier
from voice_app.record.service.keeping import digest_of, plain
from voice_app.record.service.pending import Pending, Said, Touched

#: A head is kept in the keyring each time the trail has grown by so many events.
KEEP_EVERY = 100

ADD_EVENTS, ADD_ROWS, ADD_HEAD = insert(TrailEvent), insert(TrailRow), insert(TrailHead)


class Standing(NamedTuple):
    """Where the trail stands: its frontier, and the last place and leaf of some chains."""

    frontier: Frontier
    chains: dict[UUID, tuple[int, bytes]]


def write(session: Session, pending: Pending) -> None:
    """Put what a transaction said on the trail, as its last act before it commits.

    Raises:
        RuntimeError: it changed rows and said nothing.
    """
    if not pending.said:
        if pending.touched:
            tables = ", ".join(sorted({table for table, _ in pending.touched}))
            raise RuntimeError(f"a change without its trail: {tables}")
        return
    connection = session.connection()
    vault = vault_of(session)
    standing = _standing(connection, {said.chain_id for said in pending.said})
    previous_size = standing.frontier.size
    events, rows = _chained(pending, standing, vault, connection.dialect)
    head = note.Head(standing.frontier.size, standing.frontier.root(), previous_size)
    connection.execute(ADD_EVENTS, events)
    if rows:
        connection.execute(ADD_ROWS, rows)
    connection.execute(ADD_HEAD, _signed(head, standing.frontier.peaks, vault))
    if head.size // KEEP_EVERY > previous_size // KEEP_EVERY:
        pending.head_to_keep = (head, pending.said[-1].at)


def _standing(connection: Connection, chain_ids: set[UUID]) -> Standing:
    """One statement: the newest head, and the newest event of each chain."""
    wanted = {f"chain_{index}": chain_id for index, chain_id in enumerate(sorted(chain_ids))}
    frontier = Frontier()
    chains: dict[UUID, tuple[int, bytes]] = {}
    for chain_id, number, value in connection.execute(_newest(len(wanted)), wanted):
        if chain_id is None:
            frontier = Frontier(number, value)
        else:
            chains[chain_id] = (number, value)
    return Standing(frontier, chains)


@cache
def _newest(chains: int) -> CompoundSelect[Any]:
    events = [
        select(TrailEvent.chain_id, TrailEvent.chain_seq, TrailEvent.leaf)
        .where(TrailEvent.chain_id == bindparam(f"chain_{index}", type_=Uuid()))
        .order_by(TrailEvent.chain_seq.desc())
        .limit(1)
        for index in range(chains)
    ]
    head = (
        select(cast(null(), Uuid()).label("chain_id"), TrailHead.size, TrailHead.peaks)
        .order_by(TrailHead.size.desc())
        .limit(1)
    )
    return union_all(*(select(part.subquery()) for part in (*events, head)))


def _chained(
    pending: Pending, standing: Standing, vault: Vault, dialect: Dialect
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The events and rows as they are inserted; the frontier and chains move along."""
    events: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    touched_by = _rows_by_event(pending)
    for index, said in enumerate(pending.said):
        seq = standing.frontier.size + 1
        own = [
            _as_row(one, seq, position, vault, dialect)
            for position, one in enumerate(touched_by[index])
        ]
        last_seq, previous = standing.chains.get(said.chain_id, (0, NOTHING_BEFORE))
        event_row = _as_event(said, seq, vault)
        event_row["chain_seq"] = last_seq + 1
        event_row["previous"] = previous
        event_row["rows_hash"] = hash_of_rows(_plain_row(TrailRow, row, dialect) for row in own)
        event_row["leaf"] = leaf_of(_plain_row(TrailEvent, event_row, dialect))
        standing.frontier.add(event_row["leaf"])
        standing.chains[said.chain_id] = (last_seq + 1, event_row["leaf"])
        events.append(event_row)
        rows += own
    return events, rows


def _rows_by_event(pending: Pending) -> Mapping[int, Sequence[Touched]]:
    """Each row goes with the event it is the subject of, else with the young person's last."""
    by_subject = {said.subject: index for index, said in enumerate(pending.said)}
    by_chain: dict[UUID | None, int] = {
        said.chain_id: index for index, said in enumerate(pending.said)
    }
    found: defaultdict[int, list[Touched]] = defaultdict(list)
    for row_id, touched in pending.touched.items():
        last_about = by_chain.get(_about(touched.row), len(pending.said) - 1)
        found[by_subject.get(row_id, last_about)].append(touched)
    return found


def _about(row: Base) -> UUID | None:
    about: UUID | None = getattr(row, "young_person_id", None)
    return about


def _as_event(said: Said, seq: int, vault: Vault) -> dict[str, Any]:
    whose = (TrailEvent.__tablename__, details_id(seq), said.chain_id)
    sealed = vault.seal(*whose, said.details)
    subject_table, subject_id = said.subject or (None, None)
    return {
        "seq": seq,
        "at": said.at,
        "action": said.action,
        "actor_id": said.actor_id,
        "session_id": said.session_id,
        "chain_id": said.chain_id,
        "subject_table": subject_table,
        "subject_id": subject_id,
        "sealed": sealed,
        "commitment": vault.commitment(*whose, sealed),
    }


def _as_row(
    touched: Touched, seq: int, position: int, vault: Vault, dialect: Dialect
) -> dict[str, Any]:
    row, stays = touched.row, touched.change is not Change.REMOVED
    return {
        "event_seq": seq,
        "position": position,
        "table_name": row.__tablename__,
        "row_id": row.id,
        "change": touched.change,
        "digest": digest_of(row, dialect) if stays else None,
        "commitment": _commitment(row, vault) if stays else None,
    }


def _commitment(row: Base, vault: Vault) -> bytes | None:
    if not isinstance(row, Sealed):
        return None
    try:
        return vault.commitment(row.__tablename__, row.id, row.key_scope, row.sealed)
    except KeyError:
        # The young person was erased: nothing can be said any more about what was inside.
        return None


def _plain_row(model: Any, values: Mapping[str, Any], dialect: Dialect) -> dict[str, Any]:
    columns = model.__table__.c
    return {name: plain(columns[name], value, dialect) for name, value in values.items()}


def _signed(head: note.Head, peaks: bytes, vault: Vault) -> dict[str, Any]:
    version, seed = vault.keyring.newest(TRAIL_SIGNING)
    return {
        "size": head.size,
        "previous_size": head.previous_size,
        "root": head.root,
        "peaks": peaks,
        "signature": note.sign(seed, head),
        "key_version": version,
    }
