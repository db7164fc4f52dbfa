"""Bringing a push to its push service, and nowhere else."""

import http.client
import logging
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from voice_app.core.vault import PUSH_SIGNING, Vault
from voice_app.notices import rules
from voice_app.notices.rules import push
from voice_app.notices.service.sending import Courier, Delivered, Outcome

#: How long a push service may take (seconds). Ten of them fit into one lease.
PATIENCE = 8.0
#: What a push service says of a browser that is no longer there.
GONE = (404, 410)

log = logging.getLogger("voice.jobs")


@dataclass(frozen=True)
class Reply:
    """What a push service answered, and how many seconds it asks to wait, if it does."""

    status: int
    retry_after: str = ""


#: Posts bytes with headers to an address. It raises OSError or HTTPException when there is none.
Post: TypeAlias = Callable[[str, bytes, Mapping[str, str]], Reply]


def push_courier(vault: Vault, *, text: str, contact: str, post: Post | None = None) -> Courier:
    """Brings one text to browsers, the same bytes long for each of them."""
    key, plain = push.signing_key(vault.secret(PUSH_SIGNING)), push.message(text)
    send = post or post_to

    def deliver(body: Mapping[str, Any], now: datetime) -> Delivered:
        endpoint = str(body["endpoint"])
        # The list may have become shorter since the browser was let in.
        if not rules.is_push_host(endpoint):
            return Delivered(Outcome.GONE)
        browser = push.Browser.from_text(endpoint, str(body["p256dh"]), str(body["auth"]))
        headers = push.headers_for(key, endpoint, contact=contact, now=now)
        try:
            reply = send(endpoint, push.sealed_for(browser, plain), headers)
        except (OSError, http.client.HTTPException) as error:
            # Its message could hold the address; the name of the error is enough.
            log.warning("a push service was not reached: %s", type(error).__name__)
            return Delivered(Outcome.LATER)
        return outcome_of(reply)

    return deliver


def outcome_of(reply: Reply) -> Delivered:
    """What an answer of a push service means."""
    if 200 <= reply.status < 300:
        return Delivered(Outcome.SENT)
    if reply.status in GONE:
        return Delivered(Outcome.GONE)
    # Too busy, ill, or a mistake of ours that an administrator can put right.
    log.warning("a push service answered %s", reply.status)
    seconds = int(reply.retry_after) if reply.retry_after.isdecimal() else 0
    return Delivered(Outcome.LATER, timedelta(seconds=min(seconds, 86_400)) if seconds else None)


def post_to(
    address: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    context: ssl.SSLContext | None = None,
) -> Reply:
    """Post over TLS, to this host and no other: an answer that leads elsewhere is not followed."""
    parts = urlsplit(address)
    connection = http.client.HTTPSConnection(
        parts.hostname or "",
        parts.port or 443,
        timeout=PATIENCE,
        context=context or ssl.create_default_context(),
    )
    try:
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path or "/", body, dict(headers))
        response = connection.getresponse()
        return Reply(response.status, response.headers.get("Retry-After", ""))
    finally:
        connection.close()
