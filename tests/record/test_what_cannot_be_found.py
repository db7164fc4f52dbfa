"""What `verify` cannot find, named: each beside what finds it, and what it does find."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.record.fictional import MODELS, NOW, Kite, said
from tests.record.tampering import Forger, Intruder
from voice_app.core.database import Database, open_engine
from voice_app.core.keyring import KeyringBase
from voice_app.core.vault import TRAIL_SIGNING
from voice_app.record import service as trail

KEPT_OUTSIDE = "a witness file"


@pytest.fixture
def keyring(database_urls: tuple[str, str]) -> Iterator[Intruder]:
    """Somebody who has the keyring."""
    engine = open_engine(database_urls[1])
    yield Intruder(engine, KeyringBase.metadata)
    engine.dispose()


@pytest.fixture
def witness(life: Database, tmp_path: Path) -> Path:
    """What somebody outside was given before anything bad happened."""
    path = tmp_path / KEPT_OUTSIDE
    path.write_text(trail.witness_text(life), "utf-8")
    return path


def test_a_rewrite_without_the_signing_key_is_found(database: Database, data: Intruder) -> None:
    rename_a_kite(data)

    Forger(data).rewrite(bytes(32))

    assert "is not signed" in found(database)


def test_a_rewrite_with_every_key_is_found_by_what_the_keyring_saw(
    database: Database, data: Intruder
) -> None:
    trail.keep_head(database, now=NOW)
    rename_a_kite(data)

    Forger(data).rewrite(database.vault.secret(TRAIL_SIGNING))

    assert "it is not the trail that the keyring saw" in found(database)


def test_a_rewrite_with_every_key_and_the_keyring_is_found_by_a_witness_alone(
    database: Database, data: Intruder, keyring: Intruder, witness: Path
) -> None:
    trail.keep_head(database, now=NOW)
    rename_a_kite(data)
    keyring.put("seen_head", [])

    Forger(data).rewrite(database.vault.secret(TRAIL_SIGNING))

    assert found(database) == ""
    assert "it is not the trail that the witness saw" in found(database, witness)


def test_a_rewrite_with_a_new_signing_key_is_found_by_a_witness_alone(
    database: Database, data: Intruder, keyring: Intruder, witness: Path
) -> None:
    keyring.put("seen_head", [])
    rename_a_kite(data)
    version = database.vault.keyring.make(TRAIL_SIGNING, now=NOW)

    Forger(data).rewrite(database.vault.secret(TRAIL_SIGNING), version)

    assert found(database) == ""
    assert "is not a key the witness knows" in found(database, witness)


def test_data_brought_back_to_an_earlier_day_is_found_by_what_the_keyring_saw(
    database: Database, data: Intruder
) -> None:
    earlier = data.everything()
    fly_on(database)
    trail.keep_head(database, now=NOW)

    data.put_everything(earlier)

    assert "the keyring saw so many events, and they are gone" in found(database)


def test_data_and_keyring_brought_back_together_are_found_by_a_witness_alone(
    database: Database, data: Intruder, keyring: Intruder, tmp_path: Path
) -> None:
    earlier, earlier_keys = data.everything(), keyring.everything()
    fly_on(database)
    trail.keep_head(database, now=NOW)
    kept_outside = tmp_path / KEPT_OUTSIDE
    kept_outside.write_text(trail.witness_text(database), "utf-8")

    data.put_everything(earlier)
    keyring.put_everything(earlier_keys)

    assert found(database) == ""
    assert "the witness saw so many events, and they are gone" in found(database, kept_outside)


def test_the_newest_events_cut_off_are_found_only_once_the_keyring_or_a_witness_saw_them(
    database: Database, data: Intruder, tmp_path: Path
) -> None:
    trail.keep_head(database, now=NOW)
    earlier = data.everything()
    fly_on(database)
    kept_outside = tmp_path / KEPT_OUTSIDE
    kept_outside.write_text(trail.witness_text(database), "utf-8")

    data.put_everything(earlier)

    assert "the witness saw so many events, and they are gone" in found(database, kept_outside)
    assert found(database) == ""


def test_what_is_not_witnessed_may_change_unseen_and_is_named(
    database: Database, data: Intruder
) -> None:
    data.put("noticeboard", [{"id": row_id(data), "text": "Fly on Friday"}])
    data.put("kite", [{**row, "looked_at": None} for row in data.rows("kite")])

    report = trail.verify(database, now=NOW, models=MODELS)
    assert report.is_whole
    assert "Columns left out: kite.looked_at." in report.lines()

    data.put("kite", [{**row, "made_on": None} for row in data.rows("kite")])
    assert "kite" in found(database)


def rename_a_kite(data: Intruder) -> None:
    """Change a kite, and what the trail says of it, so that the two agree."""
    rows = data.rows("kite")
    rows[0]["name"] = "Magpie"
    data.put("kite", rows)
    Forger(data).retell(Kite)


def fly_on(database: Database) -> None:
    for _ in range(3):
        with database.writing() as session:
            said(session)


def row_id(data: Intruder) -> object:
    return data.rows("kite")[0]["id"]


def found(database: Database, witness: Path | None = None) -> str:
    """The problems found, as one text; empty when everything looks whole."""
    report = trail.verify(database, now=NOW, witness=witness, models=MODELS)
    return "\n".join(map(str, report.problems))
