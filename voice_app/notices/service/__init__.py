"""Asking to be told, writing down that somebody is to be told, and sending it once."""

from voice_app.notices.service import events as events
from voice_app.notices.service.choosing import (
    be_quiet,
    forget,
    public_key,
    stop,
    stop_here,
    tell_browser,
    write_to,
)
from voice_app.notices.service.mailing import mail_courier
from voice_app.notices.service.posting import push_courier
from voice_app.notices.service.sending import Courier, Outcome, Report, send_due
from voice_app.notices.service.telling import tell
from voice_app.notices.service.ticking import run_ticks, ticks

__all__ = [
    "Courier",
    "Outcome",
    "Report",
    "be_quiet",
    "forget",
    "mail_courier",
    "public_key",
    "push_courier",
    "run_ticks",
    "send_due",
    "stop",
    "stop_here",
    "tell",
    "tell_browser",
    "ticks",
    "write_to",
]
