"""Draft the next migration from the difference between the models and the schema."""

import sys
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from voice_app import migrations


def main(sentence: str) -> None:
    """Write `versions/NNNN_<sentence>.py`, to be read and finished by a person."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        config = migrations.configured(connection)
        command.upgrade(config, "head")
        latest = ScriptDirectory.from_config(config).get_current_head()
        number = f"{int(latest or 0) + 1:04d}"
        name = "_".join(sentence.lower().split())
        config.set_main_option("file_template", f"{number}_{name}")
        command.revision(config, message=sentence, autogenerate=True, rev_id=number)
    written = Path(__file__).parent / "versions" / f"{number}_{name}.py"
    sys.stdout.write(f"{written}\n")


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
