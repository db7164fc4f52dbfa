"""Is the trail itself whole: no gap, no fork, every hash right, every head signed?"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import Connection

from voice_app.core.errors import RecordBroken
from voice_app.core.models import Base
from voice_app.core.vault import TRAIL_SIGNING, Vault
from voice_app.record.models import TrailBase, TrailEvent, TrailHead, TrailRow
from voice_app.record.queries import details_id
from voice_app.record.rules import note
from voice_app.record.rules.leaf import NOTHING_BEFORE, Plain, hash_of_rows, leaf_of
from voice_app.record.rules.merkle import Frontier
from voice_app.record.service.reporting import Report
from voice_app.record.service.stored import Ahead, Values, stored

#: What says that a young person's key was destroyed on purpose.
ERASED = "young_person.erased"

EVENT = TrailEvent.__tablename__
ROW = TrailRow.__tablename__
HEAD = TrailHead.__tablename__


@dataclass
class Keys:
    """The public keys of the trail, and whose sealed bodies could not be opened."""

    vault: Vault
    pinned: list[bytes]
    unopened: Counter[str] = field(default_factory=Counter)
    """By young person (or organisation): how many bodies had no key."""
    erased: set[str] = field(default_factory=set)
    signing: dict[Plain, bytes | None] = field(default_factory=dict)

    def public(self, version: Plain, report: Report) -> bytes | None:
        """The key that heads of this version are signed with; None when there is none."""
        if version not in self.signing:
            self.signing[version] = self._find_public(version, report)
        return self.signing[version]

    def _find_public(self, version: Plain, report: Report) -> bytes | None:
        try:
            if not isinstance(version, int):
                raise KeyError(version)
            public = note.public_key(self.vault.keyring.open(TRAIL_SIGNING, version)[1])
        except KeyError:
            report.add("key", TRAIL_SIGNING, f"there is no version {version!r} in the keyring")
            return None
        if self.pinned and public not in self.pinned:
            report.add("key", TRAIL_SIGNING, f"version {version!r} is not a key the witness knows")
        return public

    def commitment(self, table: str, row_id: UUID, scope: UUID, sealed: Plain) -> bytes | None:
        """What a sealed body commits to; None when its key is gone.

        Raises:
            RecordBroken: the body does not open for this row.
        """
        if not isinstance(sealed, bytes):
            raise RecordBroken
        try:
            return self.vault.commitment(table, row_id, scope, sealed)
        except KeyError:
            self.unopened[scope.hex] += 1
            return None


def check_trail(
    connection: Connection, keys: Keys, report: Report, told: dict[int, list[tuple[str, bytes]]]
) -> None:
    """Go along the trail once, from its first event to its last.

    Args:
        told: the root that somebody saw at some size, and who: the keyring or a witness.
    """
    _Walk(connection, keys, report, told).go()


class _Walk:
    """One walk along the trail; what it knows so far."""

    def __init__(
        self,
        connection: Connection,
        keys: Keys,
        report: Report,
        told: dict[int, list[tuple[str, bytes]]],
    ) -> None:
        self.keys, self.report, self.told = keys, report, dict(told)
        self.events = _in_order(connection, TrailEvent, "seq")
        self.rows = Ahead(_in_order(connection, TrailRow, "event_seq", "position"))
        self.heads = Ahead(_in_order(connection, TrailHead, "size"))
        self.frontier = Frontier()
        self.chains: dict[Plain, tuple[int, bytes]] = {}
        self.head_size = 0
        self.tree_is_right = True

    def go(self) -> None:
        """Check everything."""
        last = 0
        for event in self.events:
            seq = event["seq"]
            assert isinstance(seq, int)  # noqa: S101  neither database keeps anything else there
            if seq != last + 1:
                self.report.add(EVENT, seq, f"{seq - last - 1} events are missing before it")
            last = seq
            self._event(seq, event)
            self._heads_up_to(seq)
            self._seen_at(seq)
        self._end(last)

    def _event(self, seq: int, event: Values) -> None:
        self.report.checked[EVENT] += 1
        if event["rows_hash"] != hash_of_rows(self._rows_of(seq)):
            self.report.add(EVENT, seq, "the rows it touched are not those it was written with")
        chain_seq, previous = self.chains.get(event["chain_id"], (0, NOTHING_BEFORE))
        if event["chain_seq"] != chain_seq + 1 or event["previous"] != previous:
            self.report.add(EVENT, seq, "it does not follow the event before it in its chain")
        leaf = self._leaf(event)
        if leaf != event["leaf"]:
            self.report.add(EVENT, seq, "it was changed: its hash does not match")
        self._details(seq, event)
        if event["action"] == ERASED:
            self.keys.erased.add(str(event["chain_id"]))
        self.chains[event["chain_id"]] = (chain_seq + 1, leaf)
        self.frontier.add(leaf)

    def _rows_of(self, seq: int) -> list[Values]:
        found: list[Values] = []
        while (ahead := self.rows.look()) is not None and not _after(ahead["event_seq"], seq):
            row = self.rows.take()
            self.report.checked[ROW] += 1
            if row["event_seq"] != seq or row["position"] != len(found):
                self._stray_row(row)
            found.append(row)
        return found

    def _stray_row(self, row: Values) -> None:
        place = f"{row['event_seq']!r}/{row['position']!r}"
        self.report.add(ROW, place, "it belongs to no event, or one before it is missing")

    def _leaf(self, event: Values) -> bytes:
        try:
            return leaf_of(event)
        except TypeError:
            return NOTHING_BEFORE

    def _details(self, seq: int, event: Values) -> None:
        try:
            chain_id = UUID(str(event["chain_id"]))
            commitment = self.keys.commitment(EVENT, details_id(seq), chain_id, event["sealed"])
        except (RecordBroken, ValueError):
            self.report.add(EVENT, seq, "its details do not open")
        else:
            if commitment not in (None, event["commitment"]):
                self.report.add(EVENT, seq, "its details are not those it was written with")

    def _heads_up_to(self, seq: int) -> None:
        while (ahead := self.heads.look()) is not None and not _after(ahead["size"], seq):
            self._head(self.heads.take(), seq)

    def _head(self, stored_head: Values, seq: int) -> None:
        self.report.checked[HEAD] += 1
        size, previous_size = stored_head["size"], stored_head["previous_size"]
        if size != seq:
            self.report.add(HEAD, size, "it stands for an event that is not there")
        if previous_size != self.head_size:
            self.report.add(HEAD, size, "the head before it is missing or changed")
        self._tree(stored_head)
        root, signature = stored_head["root"], stored_head["signature"]
        public = self.keys.public(stored_head["key_version"], self.report)
        if (
            public is None
            or not (isinstance(size, int) and isinstance(previous_size, int))
            or not (isinstance(root, bytes) and isinstance(signature, bytes))
            or not note.is_signed(public, head := note.Head(size, root, previous_size), signature)
        ):
            self.report.add(HEAD, size, "it is not signed with the key of this trail")
            return
        self.head_size = size
        self.report.public, self.report.newest = public, note.SignedHead(head, signature)

    def _tree(self, head: Values) -> None:
        # Once the tree differs it differs for good, so this is told once.
        right = (self.frontier.root(), self.frontier.peaks)
        if (head["root"], head["peaks"]) == right:
            return
        if head["root"] == right[0]:
            self.report.add(HEAD, head["size"], "its peaks are not those of the tree")
        elif self.tree_is_right:
            self.tree_is_right = False
            self.report.add(HEAD, head["size"], "its root, or some event up to it, was changed")

    def _seen_at(self, seq: int) -> None:
        for who, root in self.told.pop(seq, []):
            if root != self.frontier.root():
                self.report.add(EVENT, seq, f"up to here it is not the trail that {who} saw")

    def _end(self, last: int) -> None:
        while self.rows.look() is not None:
            self._stray_row(self.rows.take())
        while self.heads.look() is not None:
            self._head(self.heads.take(), last)
        if self.head_size != last:
            self.report.add(EVENT, last, "no signed head covers the last events")
        for size, seen in sorted(self.told.items()):
            for who, _ in seen:
                self.report.add(EVENT, size, f"{who} saw so many events, and they are gone")


def _in_order(connection: Connection, model: type[TrailBase], *order: str) -> Iterator[Values]:
    table = Base.metadata.tables[model.__tablename__]
    return stored(connection, list(table.c), order=[table.c[name] for name in order])


def _after(place: Plain, seq: int) -> bool:
    return not isinstance(place, (int, float)) or place > seq
