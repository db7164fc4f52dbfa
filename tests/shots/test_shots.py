"""The photographs themselves: what was asked for is drawn, and nothing else."""

import pytest

from tests.shots import __main__ as shots

pytestmark = pytest.mark.browser


def test_only_the_pages_people_and_views_asked_for_are_drawn(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(shots, "FOLDER", tmp_path)

    shots.main(["entries.say", "care.num", "--as", "open", "--view", "390", "--view", "320"])

    drawn = {str(picture.relative_to(tmp_path)) for picture in tmp_path.rglob("*.*")}
    assert drawn == {
        "open/care.numbers.390.png",
        "open/care.numbers.320.png",
        "open/entries.say.390.png",
        "open/entries.say.320.png",
    }
    assert "4 pictures" in capsys.readouterr().out


def test_a_page_that_nobody_has_is_told_and_not_drawn(tmp_path, monkeypatch):
    monkeypatch.setattr(shots, "FOLDER", tmp_path)

    with pytest.raises(SystemExit, match="No page"):
        shots.main(["nothing.like.this"])

    assert list(tmp_path.iterdir()) == []
