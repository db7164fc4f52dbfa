"""The `voice` script means files from where somebody stands, and runs nothing that lies there."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support.system import ROOT


def test_files_are_meant_from_where_somebody_stands(tmp_path: Path) -> None:
    (tmp_path / "voice_app.py").write_text("raise SystemExit('a stranger ran')")
    (tmp_path / "click.py").write_text("raise SystemExit('a stranger ran')")

    done = subprocess.run(
        [sys.executable, "-P", "-m", "voice_app", "verify"],
        cwd=tmp_path,
        env={**os.environ, "VOICE_DATA": "mine", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    started = (ROOT / "voice").read_text("utf-8")
    assert 'cd "$here"; export PYTHONPATH="$home"' in started
    assert '-P -m voice_app "$@"' in started
    assert f"There is no data of Voice in {tmp_path / 'mine'}" in done.stderr
    assert done.returncode == 2
