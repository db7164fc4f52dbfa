"""The files of the project, as git knows them, for tests about the project itself."""

import subprocess
from functools import cache
from pathlib import Path

from tests.support.system import ROOT

BINARY = {".woff2", ".ttf", ".png", ".ico", ".db", ".mo"}


@cache
def project_files() -> list[Path]:
    """Every file that is kept, or would be at the next commit; paths from the root."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    paths = [Path(name) for name in sorted(set(listed.stdout.split("\0"))) if name]
    return [path for path in paths if (ROOT / path).is_file()]


def text_files(*suffixes: str) -> list[Path]:
    """The files with text in them, all or those with these suffixes."""
    files = [path for path in project_files() if path.suffix not in BINARY]
    return [path for path in files if not suffixes or path.suffix in suffixes]


def read(path: Path) -> str:
    """The text of a file, by its path from the root."""
    return (ROOT / path).read_text(encoding="utf-8")
