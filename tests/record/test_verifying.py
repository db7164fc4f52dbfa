"""`verify` says in plain words what is wrong, in which table and row, and nothing of the words."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from tests.record.fictional import (
    AMINA,
    LEO,
    MODELS,
    NOW,
    Fictional,
    Kite,
    Shed,
    erase,
    kite_on_the_trail,
    said,
)
from tests.record.tampering import Forger, Intruder
from voice_app.core.database import Database
from voice_app.core.errors import Refused
from voice_app.core.models import ORGANISATION, Base
from voice_app.core.vault import TRAIL_SIGNING
from voice_app.record import service as trail
from voice_app.record.service import reporting, stored


def test_a_trail_that_is_whole_is_counted_and_its_head_kept(life: Database) -> None:
    report = trail.verify(life, now=NOW, models=MODELS)

    assert report.problems == []
    assert report.checked == {
        "kite": 3, "shed": 2, "trail_event": 9, "trail_head": 5, "trail_row": 8,
    }  # fmt: skip
    assert report.newest is not None
    assert life.vault.keyring.seen_heads() == [(9, report.newest.head.root)]
    assert report.lines()[:5] == [
        "Checked: kite 3, shed 2, trail_event 9, trail_head 5, trail_row 8.",
        "Not on the trail: " + ", ".join(sorted(report.unwitnessed_tables)) + ".",
        "Columns left out: kite.looked_at.",
        "Not compared with an outside witness.",
        "Everything is as the trail says.",
    ]
    assert "\n".join(report.lines()[7:]) + "\n" == trail.witness_text(life)


def test_a_new_service_without_events_is_whole(database: Database) -> None:
    report = trail.verify(database, now=NOW)

    assert report.is_whole
    assert database.vault.keyring.seen_heads() == []


def test_a_row_changed_added_or_taken_away_is_named_by_its_table_and_id(
    database: Database, data: Intruder
) -> None:
    changed, gone, *_ = rows = data.rows("kite")
    added = {**gone, "id": other_id(gone["id"])}
    data.put("kite", [{**changed, "length": 7}, added, *rows[2:]])

    report = trail.verify(database, now=NOW, models=MODELS)

    assert {(problem.row, problem.what) for problem in report.problems} == {
        (plain_id(changed["id"]), "it was changed past the trail"),
        (plain_id(gone["id"]), "it is on the trail, and the row is gone"),
        (plain_id(added["id"]), "it was added past the trail"),
    }
    assert {problem.table for problem in report.problems} == {"kite"}
    assert report.lines()[-1] == "3 problems."
    assert "Skylark" not in "\n".join(report.lines())


def test_a_removed_row_that_came_back_is_found(database: Database) -> None:
    kite_id = kite_on_the_trail(database)
    data = Intruder(database.engine, Base.metadata, Fictional.metadata)
    rows = data.rows("kite")
    with database.writing() as session:
        session.delete(session.get_one(Kite, kite_id))
        said(session)
    assert problems(database) == []

    data.put("kite", rows)

    assert problems(database) == ["the trail says that it was removed, and it is there"]


def test_the_end_of_the_trail_cut_off_leaves_rows_that_nothing_vouches_for(
    database: Database, data: Intruder
) -> None:
    with database.writing() as session:
        said(session)
    before = {table: data.rows(table) for table in ("trail_event", "trail_row", "trail_head")}
    kite_on_the_trail(database)

    for table, rows in before.items():
        data.put(table, rows)

    assert problems(database) == ["it was added past the trail"]


def test_an_event_without_a_signed_head_is_found(database: Database, data: Intruder) -> None:
    data.put("trail_head", data.rows("trail_head")[:-1])

    assert problems(database) == ["no signed head covers the last events"]


def test_a_missing_key_is_found_unless_an_erasure_is_on_the_trail(database: Database) -> None:
    for young_person_id in (AMINA, LEO):
        kite_on_the_trail(database, young_person_id=young_person_id)
    erase(database, LEO)
    assert problems(database) == []

    database.vault.keyring.destroy(f"young-person/{AMINA}", now=NOW)

    [problem] = trail.verify(database, now=NOW, models=MODELS).problems
    assert (problem.table, problem.row) == ("key", AMINA.hex)
    assert problem.what == "the key is gone, no erasure is on the trail, and 2 bodies stay shut"


def test_an_erasure_cannot_be_claimed_without_the_signing_key(
    database: Database, data: Intruder
) -> None:
    database.vault.keyring.destroy(f"young-person/{LEO}", now=NOW)
    assert len(problems(database)) == 1
    events = data.rows("trail_event")
    of_leo = [event for event in events if event["action"] == "kite.lost"]
    of_leo[0]["action"] = "young_person.erased"
    data.put("trail_event", events)

    Forger(data).rewrite(bytes(32))

    assert "it is not signed with the key of this trail" in problems(database)


def test_other_words_sealed_with_the_right_key_are_found_by_their_commitment(
    database: Database, data: Intruder
) -> None:
    first, *rest = data.rows("shed")
    first["sealed"] = database.vault.seal(
        "shed", UUID(plain_id(first["id"])), ORGANISATION, {"words": "The key is lost"}
    )
    data.put("shed", [first, *rest])

    Forger(data).retell(Shed)
    Forger(data).rewrite(database.vault.secret(TRAIL_SIGNING))

    assert problems(database) == ["what is sealed in it is not what was written"]


def test_many_rows_are_read_a_few_at_a_time(
    database: Database, data: Intruder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "BATCH", 2)

    assert trail.verify(database, now=NOW, models=MODELS).checked["trail_event"] == 9
    data.put("kite", [])
    assert len(problems(database)) == 3


def test_a_great_many_problems_are_counted_rather_than_told(
    database: Database, data: Intruder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "MOST_TOLD", 2)
    data.put("kite", [])

    lines = trail.verify(database, now=NOW, models=MODELS).lines()

    assert lines[2] == "and 1 more"
    assert lines[-1] == "3 problems."


def test_a_table_that_is_gone_is_a_problem_and_no_crash(life: Database) -> None:
    with life.engine.begin() as connection:
        connection.execute(text("DROP TABLE shed"))

    [problem] = problems(life)
    assert problem.startswith("it cannot be read to the end")


def test_rows_of_a_table_that_nothing_knows_any_more_are_a_problem(life: Database) -> None:
    found = trail.verify(life, now=NOW, models=[Kite]).problems

    assert {(problem.table, problem.what) for problem in found} == {
        ("shed", "its table is gone, and the trail vouches for it")
    }


def test_text_that_is_no_text_is_a_problem_and_no_crash(database: Database, data: Intruder) -> None:
    if not data.sqlite:
        # PostgreSQL keeps nothing in a text column that is not text.
        assert problems(database) == []
        return
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE kite SET name = CAST(x'ff61' AS TEXT)"))

    assert problems(database) == ["it was changed past the trail"] * 3


def test_a_witness_file_that_is_none_is_refused(database: Database, tmp_path: Path) -> None:
    for content in (None, b"a shopping list", b"\xff"):
        path = tmp_path / "witness"
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(Refused, match="cannot be read"):
            trail.verify(database, now=NOW, witness=path)


def test_a_note_that_this_trail_did_not_sign_is_found(life: Database, tmp_path: Path) -> None:
    path = tmp_path / "witness"
    path.write_text(trail.witness_text(life), "utf-8")
    report = trail.verify(life, now=NOW, witness=path, models=MODELS)
    assert report.is_whole
    assert report.witnessed

    # The note alone, with the size of an earlier head: right in form, and never signed.
    note = path.read_text("utf-8").split("\n", 1)[1]
    path.write_text(note.replace("after 8", "after 7"), "utf-8")

    found = trail.verify(life, now=NOW, witness=path, models=MODELS).problems
    assert [problem.what for problem in found] == ["the note in the witness file is not signed"]


def test_a_start_with_data_older_than_the_keyring_is_refused(
    database: Database, data: Intruder
) -> None:
    earlier = data.everything()
    with database.writing() as session:
        said(session)
    trail.keep_head(database, now=NOW)
    trail.keep_head(database, now=NOW)

    data.put_everything(earlier)

    with pytest.raises(Refused, match="Restore the data and the keyring from the same backup"):
        trail.keep_head(database, now=NOW)


def test_a_service_without_events_has_no_head_to_keep(database: Database) -> None:
    trail.keep_head(database, now=NOW)

    assert database.vault.keyring.seen_heads() == []
    assert trail.witness_text(database) == ""


def plain_id(value: Any) -> str:
    """An id as the trail spells it, from what either driver gives."""
    return UUID(str(value)).hex


def other_id(value: Any) -> Any:
    """An id like this one, and not this one."""
    other = UUID(int=UUID(str(value)).int ^ 1)
    return other if isinstance(value, UUID) else other.hex


def problems(database: Database) -> list[str]:
    return [problem.what for problem in trail.verify(database, now=NOW, models=MODELS).problems]
