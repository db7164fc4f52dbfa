"""What `verify` found, in plain words: tables and ids, never anybody's words."""

from collections import Counter
from dataclasses import dataclass, field

from voice_app.record.rules import note
from voice_app.record.rules.note import SignedHead

#: So many problems are told one by one; the rest are counted.
MOST_TOLD = 1000


@dataclass(frozen=True)
class Problem:
    """One thing that is not as the trail says."""

    table: str
    row: str
    what: str

    def __str__(self) -> str:
        return f"{' '.join(filter(None, (self.table, self.row)))}: {self.what}"


@dataclass
class Report:
    """Everything `verify` checked and found."""

    problems: list[Problem] = field(default_factory=list)
    untold: int = 0
    checked: Counter[str] = field(default_factory=Counter)
    """How many rows of each table."""
    unwitnessed_tables: list[str] = field(default_factory=list)
    unwitnessed_columns: list[str] = field(default_factory=list)
    public: bytes = b""
    newest: SignedHead | None = None
    """The newest signed head, and the public key that it is signed for."""
    witnessed: bool = False
    """Was the trail compared with what somebody outside kept?"""

    @property
    def is_whole(self) -> bool:
        """Is everything as the trail says?"""
        return not self.problems

    def add(self, table: str, row: object, what: str) -> None:
        """Note one problem."""
        if len(self.problems) < MOST_TOLD:
            self.problems.append(Problem(table, str(row), what))
        else:
            self.untold += 1

    def lines(self) -> list[str]:
        """The report as it is printed."""
        lines = [str(problem) for problem in self.problems]
        if self.untold:
            lines.append(f"and {self.untold} more")
        lines.append("Checked: " + (_counts(self.checked) or "nothing") + ".")
        lines.append("Not on the trail: " + _names(self.unwitnessed_tables, "no table") + ".")
        lines.append("Columns left out: " + _names(self.unwitnessed_columns, "none") + ".")
        if not self.witnessed:
            lines.append("Not compared with an outside witness.")
        if not self.is_whole:
            return [*lines, f"{len(self.problems) + self.untold} problems."]
        lines.append("Everything is as the trail says.")
        if self.newest is not None:
            lines += ["For a witness to keep outside, and to verify with later:", ""]
            lines += note.witness_text(self.public, self.newest).splitlines()
        return lines


def _counts(checked: Counter[str]) -> str:
    return ", ".join(f"{table} {number}" for table, number in sorted(checked.items()))


def _names(names: list[str], none: str) -> str:
    return ", ".join(sorted(names)) or none
