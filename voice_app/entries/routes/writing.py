"""From a thought to words: what is it, how do you feel, write. Every step keeps what was given.

The key in these addresses is the phone's own id of the words, made with the first page. So the
same form sent twice makes one entry, and going back finds what was written.
"""

from uuid import UUID, uuid4

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.core import clock
from voice_app.core.actor import Level, Role
from voice_app.core.words import are_written
from voice_app.entries import pages, queries, rules, service
from voice_app.entries.forms import FeelingsForm, StartForm, Step, WriteForm, strengths_in
from voice_app.entries.models import EntryKind, EntryLevel
from voice_app.entries.queries import Begun
from voice_app.entries.routes import late
from voice_app.entries.routes.blueprint import bp
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.keeping import keeps
from voice_app.web.transaction import reading, transaction


@bp.get("/say")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def say() -> ResponseReturnValue:
    """What do you want to say? Nothing is chosen beforehand."""
    return _show_starts(StartForm(), uuid4())


@bp.get("/say/<uuid:key>")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def start(key: UUID) -> ResponseReturnValue:
    """The same question about words that were already begun."""
    begun = _begun(key)
    if begun.is_finished:
        return _to_finished(begun)
    chosen = begun.kind if begun.kind in rules.STARTS else None
    return _show_starts(StartForm(data={"kind": chosen}), key, begun)


@bp.post("/say/<uuid:key>")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def choose_start(key: UUID) -> ResponseReturnValue:
    """Go on to the page for what was chosen; words that were begun become that kind."""
    form, begun = StartForm(), _begun(key)
    form.offer((one.kind.value, one.label) for one in pages.starts())
    if not form.validate_on_submit():
        return _show_starts(form, key, begun)
    chosen = pages.start_of(EntryKind(form.kind.data))
    if begun.entry is not None:
        _keep(key, _given_by(chosen))
    if begun.level is EntryLevel.LETTERBOX:
        return redirect(url_for(".who", key=key), code=303)
    if chosen.kind is EntryKind.FEELING:
        return redirect(url_for(".feelings", key=key), code=303)
    return redirect(url_for(".write", key=key, start=chosen.number), code=303)


def _show_starts(form: StartForm, key: UUID, begun: Begun | None = None) -> str:
    form.offer((one.kind.value, one.label) for one in pages.starts())
    return render_template(
        "entries/say.html", form=form, key=key, begun=begun, starts=pages.starts()
    )


@bp.get("/feel")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def feel() -> ResponseReturnValue:
    """How do you feel? Begins new words."""
    return redirect(url_for(".feelings", key=uuid4()), code=303)


@bp.get("/feel/<uuid:key>")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def feelings(key: UUID) -> ResponseReturnValue:
    """All feelings at once, with those picked before."""
    begun = _begun(key)
    if begun.is_finished:
        return _to_finished(begun)
    picked = [felt.name for felt in begun.feelings]
    return _show_feelings(
        FeelingsForm(data={"feelings": picked, "own_word": begun.own_word}), begun
    )


@bp.post("/feel/<uuid:key>")
@keeps(late.keep_feelings)
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def keep_feelings(key: UUID) -> ResponseReturnValue:
    """Keep the feelings that were picked, and ask how strong where script did not."""
    form, begun = FeelingsForm(), _begun(key)
    asked = "strength_asked" in request.form
    felt = form.felt(strengths_in(request.form) if asked else begun.strengths)
    nothing = not felt and not are_written(begun.words)
    if not form.validate_on_submit() or (nothing and form.goes_on):
        form.own_word.errors = [_("Pick at least one, or press Not now.")] if nothing else []
        return _show_feelings(form, begun)
    if felt or begun.entry is not None:
        kind = None if begun.entry is not None else EntryKind.FEELING
        key = _keep(key, service.Given(kind=kind, feelings=felt))
    if not form.goes_on:
        return _leave_or_go_back(form, _before_feelings(key, begun))
    return redirect(url_for(".strength" if felt and not asked else ".write", key=key), code=303)


def _show_feelings(form: FeelingsForm, begun: Begun) -> str:
    chosen = {felt.name: felt.strength for felt in begun.feelings}
    names = [(name, pages.feeling_name(name)) for name in rules.FEELINGS]
    rows = [(name, word, chosen.get(name)) for name, word in names]
    return render_template("entries/feel.html", form=form, faces=names, rows=rows)


def _before_feelings(key: UUID, begun: Begun) -> str:
    began_with_feelings = begun.kind in (None, EntryKind.FEELING)
    return url_for(".start", key=key) if began_with_feelings else url_for(".write", key=key)


@bp.get("/how-strong/<uuid:key>")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def strength(key: UUID) -> ResponseReturnValue:
    """How strong each feeling is, for those whose browser did not ask on the page before."""
    begun = _begun(key)
    if begun.is_finished or not begun.feelings:
        return redirect(url_for(".feelings", key=key), code=303)
    rows = [(felt.name, pages.shown(felt).label, felt.strength) for felt in begun.feelings]
    return render_template("entries/strength.html", form=Step(), rows=rows, key=key)


@bp.post("/how-strong/<uuid:key>")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def keep_strength(key: UUID) -> ResponseReturnValue:
    """Keep how strong each is; nothing chosen is fine."""
    form, begun = Step(), _begun(key)
    if begun.entry is not None and not begun.is_finished:
        felt = rules.with_strengths(begun.feelings, strengths_in(request.form))
        _keep(key, service.Given(feelings=felt))
    if not form.goes_on:
        return _leave_or_go_back(form, url_for(".feelings", key=key))
    return redirect(url_for(".write", key=key), code=303)


@bp.get("/write")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def begin() -> ResponseReturnValue:
    """An empty page to write on; `start` says which of the six it is."""
    number = pages.start_numbered(request.args.get("start")).number
    return redirect(url_for(".write", key=uuid4(), start=number), code=303)


@bp.get("/write/<uuid:key>")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def write(key: UUID) -> ResponseReturnValue:
    """A page to write on, with what was written before."""
    begun = _begun(key)
    if begun.is_finished:
        return _to_finished(begun)
    started = _start_for(begun, request.args.get("start"))
    form = WriteForm(
        data={
            "words": pages.readable(begun.words),
            "life_area": begun.area_value,
            "start": str(started.number),
        }
    )
    return _show_page(form, key, begun)


@bp.post("/write/<uuid:key>")
@keeps(late.keep_words)
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def keep_words(key: UUID) -> ResponseReturnValue:
    """Keep what was written, whatever the next step is."""
    form, begun = WriteForm(), _begun(key)
    form.offer(_areas())
    words = form.words.data or ""
    if form.is_by_itself and begun.is_finished:
        return "", 409  # An old page goes on saving by itself; the words have moved on.
    if are_written(words) or begun.entry is not None:
        started = _start_for(begun, form.start.data)
        key = _keep(key, _given_by(started, words=words, form=form, begun=begun))
    if form.is_by_itself:
        return "", 204
    if not form.goes_on:
        return _leave_or_go_back(form, _before_writing(key, begun, form))
    if form.go.data == "feel":
        return redirect(url_for(".feelings", key=key), code=303)
    if not form.validate_on_submit() or _says_what_is_missing(form, words, begun):
        return _show_page(form, key, _begun(key))
    return redirect(url_for(".who", key=key), code=303)


def _says_what_is_missing(form: WriteForm, words: str, begun: Begun) -> bool:
    if rules.is_too_long(words):
        form.words.errors = [
            _("This is very long. All of it is kept. Please send it in two parts.")
        ]
    elif not are_written(words) and not begun.feelings:
        form.words.errors = [_("Write a few words first, or add how you feel.")]
    return bool(form.words.errors)


def _show_page(form: WriteForm, key: UUID, begun: Begun) -> str:
    form.offer(_areas())
    started = _start_for(begun, form.start.data)
    form.words.label.text = str(started.prompt)
    shown = [pages.shown(felt) for felt in begun.feelings]
    return render_template(
        "entries/write.html", form=form, key=key, begun=begun, start=started, feelings=shown
    )


def _before_writing(key: UUID, begun: Begun, form: WriteForm) -> str:
    kind = _start_for(begun, form.start.data).kind
    return url_for(".feelings" if kind is EntryKind.FEELING else ".start", key=key)


def _areas() -> list[tuple[str, object]]:
    # NOTE: the young person does not want to say which part of life it is about.
    none = ("", _("I’d rather not say"))
    return [(area.value, name) for area, name in pages.AREA_NAMES.items()] + [none]


def _begun(key: UUID) -> Begun:
    with reading() as session:
        return queries.begun(session, actor=access.actor(), phone_id=key, now=clock.now())


def _keep(key: UUID, given: service.Given) -> UUID:
    """Keep a draft; the id that the words have from now on comes back."""
    with transaction() as session:
        entry = service.keep_draft(
            session, actor=access.actor(), phone_id=key, given=given, now=clock.now()
        )
        return entry.phone_id


def _given_by(
    started: pages.Start,
    *,
    words: str | None = None,
    form: WriteForm | None = None,
    begun: Begun | None = None,
) -> service.Given:
    area = form.area() if form else None
    is_new = begun is None or begun.entry is None or begun.is_finished
    return service.Given(
        kind=started.kind if is_new else None,
        words=words,
        starter=str(started.starter or "") if is_new else None,
        prompt=str(started.prompt) if is_new else None,
        life_area=area,
        no_life_area=form is not None and area is None,
        turn=form.turn_number() if form else None,
        page="",  # Whatever form it was for, it is words of their own now.
    )


def _start_for(begun: Begun, number: str | None) -> pages.Start:
    return pages.start_of(begun.kind) if begun.kind else pages.start_numbered(number)


def _to_finished(begun: Begun) -> ResponseReturnValue:
    assert begun.entry is not None  # noqa: S101  finished words exist
    return redirect(url_for(".word", entry_id=begun.entry.id), code=303)


def _leave_or_go_back(form: Step, before: str) -> ResponseReturnValue:
    if form.go.data == "back":
        return redirect(before, code=303)
    flash(_("Kept in My words. Nobody else can see it."))
    return redirect(url_for("home.front"), code=303)
