"""What the page about the record lists is what is so."""

import re
from pathlib import Path

from voice_app.core.models import Base
from voice_app.record.models import TRAIL_TABLES
from voice_app.record.service.keeping import all_kept

PAGE = (Path(__file__).parents[2] / "docs" / "record.md").read_text("utf-8")


def test_the_page_lists_every_table_and_column_that_is_not_on_the_trail() -> None:
    section = PAGE.split("## Not on the trail")[1].split("\n## ")[0]
    listed = set(re.findall(r"^- `([a-z_.]+)`", section, re.MULTILINE))

    everything = all_kept()
    tables = set(Base.metadata.tables) - {one.name for one in everything}
    columns = {f"{one.name}.{name}" for one in everything for name in one.model.unwitnessed_columns}

    assert listed == (tables - set(TRAIL_TABLES)) | columns
