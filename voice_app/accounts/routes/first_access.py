"""First access with a printed link, and the first administrator's set-up address.

The link itself is all that these pages ask for: whoever holds it may choose the passphrase.
Opening a page uses nothing up, so a preview of the link does no harm.
"""

from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.accounts.forms import CodeForm, FirstAdministratorForm, PassphraseForm
from voice_app.accounts.routes.blueprint import bp
from voice_app.accounts.rules import passphrases
from voice_app.accounts.service import codes, first_access, hashing, setup
from voice_app.core import clock
from voice_app.core.errors import AlreadyDone
from voice_app.web import access, cookies, qr
from voice_app.web.transaction import reading, transaction

#: In the form cookie: that this browser chose the passphrase which a code now confirms.
CLAIM = "claim"


@bp.errorhandler(first_access.LinkGone)
def link_gone(_error: first_access.LinkGone) -> ResponseReturnValue:
    """The same page for a link that is wrong, used, stopped or too old."""
    return render_template("accounts/link_gone.html"), 404


@bp.get("/staff/set-up/<token>")
@access.public
def set_up(token: str) -> ResponseReturnValue:
    """The first administrator says who they are, once."""
    with reading() as data:
        needs_name = setup.needs_name(data, token=token, now=clock.now())
    if not needs_name:
        return redirect(url_for(".first_access", token=token), code=303)
    return render_template("accounts/set_up.html", form=FirstAdministratorForm(), token=token)


@bp.post("/staff/set-up/<token>")
@access.public
def name_administrator(token: str) -> ResponseReturnValue:
    """Keep who the first administrator is, and go on to the passphrase."""
    form = FirstAdministratorForm()
    with reading() as data:
        setup.needs_name(data, token=token, now=clock.now())
    if not form.validate_on_submit():
        return render_template("accounts/set_up.html", form=form, token=token), 400
    try:
        with transaction() as data:
            setup.name_administrator(
                data,
                token=token,
                name=form.name.data,
                job=form.job.data,
                sign_in_name=form.sign_in_name.data,
                now=clock.now(),
            )
    except AlreadyDone:
        form.sign_in_name.errors = [_("Somebody has this sign-in name. Choose another.")]
        return render_template("accounts/set_up.html", form=form, token=token), 400
    return redirect(url_for(".first_access", token=token), code=303)


@bp.get("/first/<token>", endpoint="first_access")
@access.public
def show_first_access(token: str) -> ResponseReturnValue:
    """Choose a passphrase."""
    whom = _whom(token)
    form = PassphraseForm(names=(whom.name, whom.sign_in_name))
    return render_template("accounts/passphrase.html", form=form, whom=whom, token=token)


@bp.post("/first/<token>")
@access.public
def choose_passphrase(token: str) -> ResponseReturnValue:
    """Keep the passphrase until a code confirms it."""
    whom = _whom(token)
    form = PassphraseForm(names=(whom.name, whom.sign_in_name))
    if not form.validate_on_submit():
        page = render_template("accounts/passphrase.html", form=form, whom=whom, token=token)
        return page, 400
    # Slow, so it is made before the transaction begins.
    verifier = hashing.hashed(passphrases.as_bytes(form.passphrase.data))
    with transaction() as data:
        session[CLAIM] = first_access.choose(data, token=token, verifier=verifier, now=clock.now())
    return redirect(url_for(".enrol_app", token=token), code=303)


@bp.get("/first/<token>/app")
@access.public
def enrol_app(token: str) -> ResponseReturnValue:
    """The square for the app, and a field for the first code."""
    return _app_page(token, CodeForm())


@bp.post("/first/<token>/app")
@access.public
def confirm_app(token: str) -> ResponseReturnValue:
    """Confirm the app with a code; then the link is used up and the recovery codes show once."""
    form = CodeForm()
    if not form.validate_on_submit():
        return _app_page(token, form)
    with transaction() as data:
        recovery_codes = first_access.finish(
            data, token=token, claim=_claim(), code=form.code.data, now=clock.now()
        )
    if recovery_codes is None:
        form.code.errors = [_("That code does not fit. Wait for the next one and type it.")]
        return _app_page(token, form)
    cookies.forget_forms()
    return render_template("accounts/recovery_codes.html", codes=recovery_codes, signed_in=False)


def _whom(token: str) -> first_access.Welcome:
    with reading() as data:
        return first_access.welcome(data, token=token, now=clock.now())


def _claim() -> str:
    return str(session.get(CLAIM, ""))


def _app_page(token: str, form: CodeForm) -> ResponseReturnValue:
    whom = _whom(token)
    with reading() as data:
        secret = first_access.app_secret(data, token=token, claim=_claim(), now=clock.now())
    if secret is None:
        # Another browser began, or this one began again elsewhere: start with the passphrase.
        return redirect(url_for(".first_access", token=token), code=303)
    address = codes.address_for_app(secret, name=whom.sign_in_name)
    page = render_template(
        "accounts/app.html",
        form=form,
        token=token,
        secret=secret,
        address=address,
        code=qr.drawn(address),
    )
    return page, 400 if form.errors else 200
