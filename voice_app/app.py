"""Wiring: one app from its settings and its open database."""

from collections.abc import Sequence
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from voice_app.accounts import routes as accounts
from voice_app.alerts import routes as alerts
from voice_app.alerts import service as alerting
from voice_app.answers import routes as answers
from voice_app.answers import service as answering
from voice_app.care import routes as care
from voice_app.config import RESOURCES, Settings
from voice_app.core.database import Database
from voice_app.core.vault import PAGE_SECRET
from voice_app.demo import routes as demo
from voice_app.demo.links import Link
from voice_app.entries import routes as entries
from voice_app.entries import service as writing
from voice_app.home import routes as home
from voice_app.notices import routes as notices
from voice_app.notices.service import ticks
from voice_app.offline import routes as offline
from voice_app.offline import service as sealing
from voice_app.oversight import routes as oversight
from voice_app.plan import routes as plan
from voice_app.reviews import routes as reviews
from voice_app.sharing import routes as sharing
from voice_app.together import routes as together
from voice_app.web import (
    access,
    errors,
    half_written,
    headers,
    language,
    phone_use,
    phones,
    symbols,
)
from voice_app.web.assets import Assets

FEATURES = (
    home,
    accounts,
    care,
    entries,
    alerts,
    answers,
    plan,
    together,
    reviews,
    sharing,
    notices,
    oversight,
    offline,
)

#: What `voice jobs` does in each round, besides sending notices.
ticks += [alerting.escalate, sealing.clear_away]

#: Far more than anyone writes in one go (bytes); a letter may need six of them on its way.
LARGEST_FORM = 4_000_000

csrf = CSRFProtect()


def create_app(
    settings: Settings,
    database: Database,
    *,
    translations: Path = RESOURCES / "translations",
    languages: tuple[str, ...] = (language.SOURCE,),
    demo_links: Sequence[Link] = (),
) -> Flask:
    """The whole app, ready to answer.

    `demo_links` sign fictional people in; they are refused for anything but a demo.
    """
    app = Flask(
        "voice_app",
        template_folder=str(RESOURCES / "templates"),
        static_folder=None,
    )
    app.config.update(
        SECRET_KEY=database.vault.secret(PAGE_SECRET),
        SESSION_COOKIE_NAME="__Host-form",
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        # Our pages send no Referer; where a form comes from is told by Sec-Fetch-Site.
        WTF_CSRF_SSL_STRICT=False,
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        TRUSTED_HOSTS=[settings.host],
        VOICE_APP_NAME=settings.app_name,
        VOICE_SETTINGS=settings,
    )
    app.extensions["voice.database"] = database
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=0
        )
    access.install(app, accounts.find_actor)
    csrf.init_app(app)
    headers.install(app, https=settings.public_url.startswith("https:"))
    language.install(app, translations=str(translations), languages=languages)
    errors.install(app)
    symbols.install(app)
    half_written.install(app, writing)
    phones.install(app)
    phone_use.install(app)
    _serve_assets(app)
    app.context_processor(home.rail)
    answering.make_wish.within_days = settings.answer_within_days
    for feature in FEATURES:
        app.register_blueprint(feature.bp)
    if settings.demo:
        app.register_blueprint(demo.bp)
        demo.offer(app, demo_links)
    for view in (*accounts.WITHOUT_FORM_TOKEN, *offline.WITHOUT_FORM_TOKEN):
        csrf.exempt(view)
    return app


def _serve_assets(app: Flask) -> None:
    assets = Assets(RESOURCES / "static")
    bp = Blueprint("assets", __name__)

    @bp.get("/s/<version>/<path:name>")
    @access.public
    def show(version: str, name: str) -> Response:
        found = assets.respond(version, name, request.headers.get("Accept-Encoding", ""))
        if found is None:
            abort(404)
        body, mimetype, encoding = found
        response = Response(body, mimetype=mimetype)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        response.headers["Vary"] = "Accept-Encoding"
        if encoding:
            response.headers["Content-Encoding"] = encoding
        return response

    app.register_blueprint(bp)
    app.jinja_env.globals["asset"] = assets.url
