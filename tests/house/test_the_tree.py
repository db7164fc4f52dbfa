"""What may stand in the project's files, and what must never."""

import re
from pathlib import Path

import pytest

from tests.support.tree import project_files, read, text_files

# In pieces, so that this file does not hold what it looks for.
SOMEBODYS_MACHINE = re.compile(
    r"(?<![\w.}>-])/(?:" + "|".join(["work", "root", "Users", "tmp/team", r"home/\w+"]) + r")/\w"
)
PACKAGE_HOST = re.compile("|".join(["pypi" + r"\.org", "pythonhosted" + r"\.org", "npmjs" + r"\."]))
INLINE = re.compile(
    r"""\|\s*safe\b|\sstyle\s*=\s*["'{]|\son[a-z]+\s*=\s*["']|<style\b|javascript:""", re.IGNORECASE
)
INLINE_SCRIPT = re.compile(
    r"<script\b(?![^>]*\bsrc=)(?![^>]*type=.application/json)", re.IGNORECASE
)
ELSEWHERE = re.compile(r"""(?:src|href|url)\s*[=(]\s*["']?(?:https?:)?//""", re.IGNORECASE)
DATA_IMAGE = re.compile("data" + r":image|url\(['\"]?" + "data" + ":")
MARKUP = re.compile(r"\bMarkup\b|\|\s*safe\b|autoescape\s+false")

LONGEST = 400
# Files that are longer, each with its reason.
MAY_BE_LONG = {
    "voice_app/accounts/data/common_passphrases.txt": "data: one passphrase a line",
    "voice_app/migrations/versions/0001_lay_out_the_first_tables.py": "drafted from the models",
    "translations/messages.pot": "every sentence of the app, extracted",
    "requirements.txt": "written by uv: one hash for every file of every package",
    "requirements-server.txt": "written by uv: one hash for every file of every package",
    "requirements-dev.txt": "written by uv: one hash for every file of every package",
}


def found(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()[:120]}"
        for path in paths
        for number, line in enumerate(read(path).splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_names_a_place_on_somebodys_machine():
    assert found(SOMEBODYS_MACHINE, text_files()) == []


def test_no_file_names_a_host_of_packages():
    assert found(PACKAGE_HOST, text_files()) == []


def test_templates_hold_no_script_style_or_handler():
    assert found(INLINE, text_files(".html", ".svg")) == []
    assert found(INLINE_SCRIPT, text_files(".html", ".svg")) == []


def test_pages_and_styles_ask_no_other_origin():
    assert found(ELSEWHERE, text_files(".html", ".css")) == []


def test_no_picture_is_written_into_a_file():
    assert found(DATA_IMAGE, text_files(".html", ".css", ".js", ".py", ".svg")) == []


def test_only_the_printing_of_icons_makes_markup():
    printing = Path("voice_app/web/symbols.py")
    others = [path for path in text_files(".py", ".html") if path.parts[0] != "tests"]
    others.remove(printing)

    assert found(MARKUP, others) == []
    assert found(MARKUP, [printing])


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (SOMEBODYS_MACHINE, 'open("/ro' + 'ot/secret")'),
        (PACKAGE_HOST, "--index-url https://py" + "pi.org/simple"),
        (INLINE, '<p style="color: red">'),
        (INLINE, "<button onclick='go()'>"),
        (INLINE, "{{ words | safe }}"),
        (INLINE_SCRIPT, "<script>go()</script>"),
        (ELSEWHERE, '<link href="//elsewhere.example/a.css">'),
        (ELSEWHERE, "@import url(https://elsewhere.example/a.css)"),
        (DATA_IMAGE, "background: url(da" + "ta:image/png;base64,AA)"),
        (MARKUP, "return Markup(words)"),
    ],
)
def test_each_search_finds_what_it_is_for(pattern, line):
    assert pattern.search(line)


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (SOMEBODYS_MACHINE, "templates/home/today.html"),
        (INLINE, '<div class="style" data-onset="1">'),
        (INLINE_SCRIPT, '<script type="module" src="/s/app.js"></script>'),
        (ELSEWHERE, '<a href="/numbers">'),
    ],
)
def test_no_search_finds_what_is_fine(pattern, line):
    assert not pattern.search(line)


def test_no_file_is_longer_than_anybody_reads():
    lengths = {str(path): len(read(path).splitlines()) for path in text_files()}
    long = {name for name, length in lengths.items() if length > LONGEST}

    assert long - set(MAY_BE_LONG) == set()
    assert set(MAY_BE_LONG) <= set(map(str, project_files()))
