"""Static files: one request for the style sheet, names that change with their contents."""

import gzip
import re
from pathlib import Path

import brotli
import pytest

from voice_app.config import RESOURCES
from voice_app.web.assets import Assets

STATIC = RESOURCES / "static"


@pytest.fixture(scope="module")
def assets() -> Assets:
    return Assets(STATIC)


def ask(assets: Assets, url: str, accept: str = "") -> tuple[bytes, str, str | None]:
    _, _, version, name = url.split("/", 3)
    found = assets.respond(version, name, accept)
    assert found is not None, url
    return found


def test_the_style_sheet_arrives_compressed_in_the_way_the_browser_reads(assets: Assets) -> None:
    plain, mimetype, encoding = ask(assets, assets.url("app.css"))
    assert (mimetype, encoding) == ("text/css", None)

    by_brotli = ask(assets, assets.url("app.css"), "gzip, deflate, br")
    by_gzip = ask(assets, assets.url("app.css"), "gzip, br;q=0")

    assert by_brotli[2] == "br"
    assert brotli.decompress(by_brotli[0]) == plain
    assert by_gzip[2] == "gzip"
    assert gzip.decompress(by_gzip[0]) == plain


def test_every_address_in_the_style_sheet_leads_somewhere(assets: Assets) -> None:
    sheet = ask(assets, assets.url("app.css"))[0].decode()

    addresses = re.findall(r'url\("?([^")]+)', sheet)

    assert any("fonts/" in address for address in addresses)
    for address in addresses:
        ask(assets, "/s/" + address.removeprefix("../"))


def test_every_part_of_the_style_sheet_is_in_it_once(assets: Assets) -> None:
    manifest = (STATIC / "css" / "app.css").read_text()

    listed = re.findall(r'@import url\("([\w.-]+)"\)', manifest)

    assert sorted(listed) == sorted(
        path.name for path in (STATIC / "css").glob("*.css") if path.name != "app.css"
    )
    assert "@import" not in ask(assets, assets.url("app.css"))[0].decode()


def test_an_old_or_invented_address_finds_nothing(assets: Assets) -> None:
    version = assets.url("app.css").split("/")[2]

    assert assets.respond("0" * 12, "app.css", "") is None
    assert assets.respond(version, "../pyproject.toml", "") is None
    assert assets.respond(version, "css/base.css", "") is None


def test_scripts_share_a_version_that_changes_when_any_of_them_does(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "app.css").write_text("@layer base;")
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "one.js").write_text("import './two.js';")
    (tmp_path / "js" / "two.js").write_text("// first")
    before = Assets(tmp_path).url("js/one.js")
    assert before == Assets(tmp_path).url("js/one.js")

    (tmp_path / "js" / "two.js").write_text("// second")

    after = Assets(tmp_path)
    assert after.url("js/one.js") != before
    assert after.url("js/one.js").split("/")[2] == after.url("js/two.js").split("/")[2]


def test_the_look_stays_light(assets: Assets) -> None:
    sheet, _, encoding = ask(assets, assets.url("app.css"), "br")
    assert encoding == "br"
    assert len(sheet) <= 9 * 1024

    scripts = sum(
        len(ask(assets, assets.url(path.relative_to(STATIC).as_posix()), "br")[0])
        for path in (STATIC / "js").rglob("*.js")
    )
    assert scripts <= 35 * 1024
