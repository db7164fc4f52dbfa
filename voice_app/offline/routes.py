"""What a phone keeps to work without a signal, and where it brings what was sealed on it.

Nothing that is kept here is about anybody: the page, its parts and the public key.
"""

import base64
import json

from flask import Blueprint, Response, current_app, g, render_template, request
from flask.typing import ResponseReturnValue

from voice_app.core import clock
from voice_app.core.actor import Level, Role
from voice_app.offline import service
from voice_app.offline.forms import PageForm
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.transaction import database, transaction

bp = Blueprint("offline", __name__)

#: What the empty page is made of; the names are those of `static/`.
PARTS = (
    "app.css",
    "fonts/notes-sans.woff2",
    "fonts/notes-sans-ext.woff2",
    "images/icon.svg",
    "js/app.js",
    "js/busy.js",
    "js/key-store.js",
    "js/knock.js",
    "js/leave.js",
    "js/outbox.js",
    "js/pad.js",
    "js/page.js",
    "js/phone-key.js",
    "js/reach.js",
    "js/seal.js",
    "js/signal.js",
    "js/vendor/hpke.js",
)


@bp.get("/page")
@access.public
def page() -> ResponseReturnValue:
    """An empty place to write, the same for everybody; a phone keeps it and opens with it."""
    g.actor = None  # Whoever asks, it is shown as to nobody.
    key = service.public_key(database().vault.keyring, now=clock.now())
    return render_template(
        "offline/page.html",
        form=PageForm(formdata=None, meta={"csrf": False}),
        key=key.number,
        point=base64.urlsafe_b64encode(key.point).decode().rstrip("="),
    )


@bp.get("/sw.js")
@access.public
def worker() -> Response:
    """The worker that keeps the page. A browser asks for it anew at each start."""
    code = render_template("offline/sw.js", parts=PARTS)
    return Response(code, mimetype="text/javascript")


@bp.get("/app.webmanifest")
@access.public
def manifest() -> Response:
    """What a phone needs to put the app among its others. Nothing in it tells what it is for."""
    asset = current_app.jinja_env.globals["asset"]
    name = current_app.config["VOICE_APP_NAME"]
    told = {
        "id": "/page",
        "name": name,
        "short_name": name,
        "start_url": "/page",
        "scope": "/",
        "display": "standalone",
        "background_color": "#eaf6ec",
        "theme_color": "#eaf6ec",
        "icons": [
            {
                "src": asset("images/icon.svg"),  # type: ignore[operator]
                "sizes": "any",
                "type": "image/svg+xml",
                "purpose": purpose,
            }
            for purpose in ("any", "maskable")
        ],
    }
    return Response(json.dumps(told), mimetype="application/manifest+json")


@bp.post("/outbox")
@access.allow(Role.YOUNG_PERSON, level=Level.LETTERBOX, relation=Relation.SELF)
def outbox() -> ResponseReturnValue:
    """Take in what was sealed on this phone, one envelope at a time."""
    with transaction() as session:
        receipt = service.receive(
            session,
            database().vault.keyring,
            actor=access.actor(),
            sent=request.get_json(silent=True),
            origin=current_app.config["VOICE_SETTINGS"].public_url,
            now=clock.now(),
        )
    if receipt.refusal is not None:
        return {"refused": receipt.refusal.value}, 400
    return {"kept": True}


#: Signed by the phone's own key instead.
WITHOUT_FORM_TOKEN = (outbox,)
