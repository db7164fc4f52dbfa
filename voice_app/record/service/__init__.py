"""Writing the trail and checking it. From the moment this is imported, every write is watched."""

from voice_app.record.service import witnessing
from voice_app.record.service.appending import append, read
from voice_app.record.service.heads import keep_head, witness_text
from voice_app.record.service.pending import Said, when_said
from voice_app.record.service.reporting import Problem, Report
from voice_app.record.service.verifying import verify

__all__ = [
    "Problem",
    "Report",
    "Said",
    "append",
    "keep_head",
    "read",
    "verify",
    "when_said",
    "witness_text",
    "witnessing",
]
