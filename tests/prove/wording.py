"""Protected facts are found however they are written; what tells nothing is left alone."""

import time

from tests.prove import Figure, Size, at_least, at_most
from tests.wording.test_protected import CLEAN, CORPUS, FACTS
from voice_app.wording.protected import found

TIMED = True
#: How often the sentences that give nothing away stand in the long report.
TIMES = {"small": 10, "full": 40}


def run(size: Size) -> list[Figure]:
    """The corpus, way by way, and a long report."""
    sure = [row for row in CORPUS if row["level"] != "disguised"]
    disguised = [row for row in CORPUS if row["level"] == "disguised"]
    alarms = sum(bool(found(text, FACTS)) for text in CLEAN)
    report = "\n".join(CLEAN * TIMES[size])
    began = time.process_time()
    found(report, FACTS * 2)
    seconds = time.process_time() - began
    return [
        at_least(f"exact and normalised ways found, of {len(sure)}", _found(sure), "%", 100),
        at_least(f"disguised ways found, of {len(disguised)}", _found(disguised), "%", 99),
        at_most(f"false alarms in {len(CLEAN)} sentences", 100 * alarms / len(CLEAN), "%", 5),
        at_most(
            f"a report of {len(report.split())} words, {len(FACTS * 2)} facts", seconds, "s", 1
        ),
    ]


def _found(rows: list[dict[str, str]]) -> float:
    hits = sum(row["fact"] in {hit.fact.value for hit in found(row["text"], FACTS)} for row in rows)
    return 100 * hits / len(rows)
