"""What a phone keeps to work without a signal, and where it brings what was sealed on it.

Nothing that is kept here is about anybody: the page, its parts and the public key.
"""

import base64
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import cast

from flask import (
    Blueprint,
    Response,
    current_app,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.accounts.service import phones
from voice_app.accounts.service.phone_use import forget_key
from voice_app.care.forms.phones import WhoseForm
from voice_app.care.service.joining import bytes_of, point_of
from voice_app.core import clock
from voice_app.core.actor import Level, Role
from voice_app.notices.service import stop_here
from voice_app.offline import service
from voice_app.offline.forms import PageForm
from voice_app.web import access, language, phone_use
from voice_app.web.access import Relation
from voice_app.web.assets import MIMETYPES
from voice_app.web.phone_use import PhoneUse
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
    "js/wipe.js",
)

#: The paper around the icon, and of the moment before the app has opened.
PAPER = "#ebf6ed"
#: Each icon of the installed app: file, sizes, and whether a phone may cut its edges off.
ICONS = (
    ("icon.svg", "any", "any"),
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-cut-512.png", "512x512", "maskable"),
)


@bp.get("/page")
@access.public
def page() -> ResponseReturnValue:
    """An empty place to write, the same for everybody; a phone keeps it and opens with it."""
    if not phone_use.may_keep():
        return redirect(url_for("entries.letterbox"), code=303)
    return _page()


def _page() -> str:
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
    asset = cast(Callable[[str], str], current_app.jinja_env.globals["asset"])
    parts = [asset(name) for name in PARTS]
    code = render_template("offline/sw.js", parts=parts, shell=shell_of(_page(), parts))
    return Response(code, mimetype="text/javascript")


def shell_of(page: str, parts: list[str]) -> str:
    """The name under which a phone keeps this page and these parts; any change is another name."""
    return f"shell-{hashlib.sha256('|'.join((page, *parts)).encode()).hexdigest()[:12]}"


@bp.get("/app.webmanifest")
@access.public
def manifest() -> Response:
    """What a phone needs to put the app among its others. Nothing in it tells what it is for."""
    asset = cast(Callable[[str], str], current_app.jinja_env.globals["asset"])
    name = current_app.config["VOICE_APP_NAME"]
    page = language.page()
    told = {
        "id": url_for(".page"),
        "name": name,
        "short_name": name,
        "lang": page.lang,
        "dir": page.dir,
        "start_url": url_for(".page"),
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {
                "src": asset(f"images/{file}"),
                "sizes": sizes,
                "type": MIMETYPES[Path(file).suffix],
                "purpose": purpose,
            }
            for file, sizes, purpose in ICONS
        ],
        # Words that may stand on a locked phone: they say nothing of what is written.
        "shortcuts": [
            {"name": _("Write"), "url": url_for(".page")},
            {"name": _("Open"), "url": url_for("accounts.open_phone")},
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


@bp.get("/phone")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def whose() -> ResponseReturnValue:
    """Who can open this phone? It is asked before the app is offered to be put on it."""
    use = phone_use.said()
    return _whose(WhoseForm(formdata=None, data={"use": use}))


@bp.post("/phone")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def say_whose() -> ResponseReturnValue:
    """Remember who can open it. When other people use it, nothing stays on it."""
    form = WhoseForm()
    if not form.validate_on_submit():
        return _whose(form), 400
    use = PhoneUse(form.use.data)
    if use is PhoneUse.OTHERS:
        with transaction() as session:
            stop_here(session, actor=access.actor(), now=clock.now())
            forget_key(session, actor=access.actor(), now=clock.now())
    response = redirect(url_for(".icon" if use is PhoneUse.MINE else ".others"), code=303)
    phone_use.remember(response, use)
    return response


@bp.get("/phone/icon")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def icon() -> ResponseReturnValue:
    """How the app is put among the others; only for somebody whose phone nobody else can open."""
    if phone_use.said() is not PhoneUse.MINE:
        return redirect(url_for(".whose"), code=303)
    return render_template("offline/icon.html")


@bp.get("/phone/others")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def others() -> ResponseReturnValue:
    """Plain advice for a phone that somebody else can open. Nothing is offered here."""
    use = phone_use.said()
    if use not in (PhoneUse.SEEN, PhoneUse.OTHERS):
        return redirect(url_for(".whose"), code=303)
    return render_template("offline/others.html", keeps=use is PhoneUse.SEEN, form=WhoseForm())


@bp.get("/join/first")
@access.public
def first() -> ResponseReturnValue:
    """For iPhones, before the code is typed: there, the app on the phone begins as a new one."""
    return render_template("offline/first.html")


def _whose(form: WhoseForm) -> str:
    return render_template("offline/whose.html", form=form)


@bp.get("/waiting")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def waiting() -> ResponseReturnValue:
    """What waits on this phone: its script fills in when and how long, never the words."""
    return render_template("offline/waiting.html")


@bp.post("/outbox/key")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def renew_key() -> ResponseReturnValue:
    """The phone has a key that we do not know: its browser threw the one before away."""
    sent = request.get_json(silent=True)
    text = sent.get("key") if isinstance(sent, dict) else None
    key = point_of(bytes_of(text)) if isinstance(text, str) else None
    # A phone that other people use keeps no key.
    if key is None or not phone_use.may_keep():
        return {"known": False}, 400
    with transaction() as session:
        service.renew_key(session, actor=access.actor(), public_key=key, now=clock.now())
    return {"known": True}


@bp.post("/outbox/done")
@access.allow(Role.YOUNG_PERSON, level=Level.LETTERBOX, relation=Relation.SELF)
def outbox_done() -> ResponseReturnValue:
    """Nothing waits any more on this phone. A phone that was taken is told to empty itself."""
    with transaction() as session:
        empties = phones.empties_itself(session, actor=access.actor(), now=clock.now())
    g.leaving = empties
    return {"kept": not empties}


#: What a phone sends is signed by its own key instead, and the other changes nothing.
WITHOUT_FORM_TOKEN = (outbox, outbox_done)
