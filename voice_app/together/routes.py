"""Writing together, step by step. Both look at this screen, so nothing else is on it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from voice_app.care import queries as care
from voice_app.care.queries import Worker
from voice_app.core import clock
from voice_app.core.actor import WORKERS, Actor, Level
from voice_app.core.errors import NotFound
from voice_app.entries import service as entries
from voice_app.entries.pages import FEELING_NAMES
from voice_app.entries.rules import EntryKind
from voice_app.together import pages, queries, service
from voice_app.together.forms import AskForm, BeginForm, ReadBackForm, WhoForm, WordsForm
from voice_app.together.pages import TurnPage
from voice_app.together.rules import Step
from voice_app.web import access, language
from voice_app.web.access import Relation
from voice_app.web.transaction import reading, transaction

bp = Blueprint("together", __name__)

AT = "/staff/people/<uuid:young_person_id>/together"
SITTING = AT + "/<uuid:sitting_id>"
PROMPT = SITTING + "/<uuid:prompt_id>"

worker_beside = access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)


@bp.get(AT)
@worker_beside
def start(young_person_id: UUID) -> ResponseReturnValue:
    """Where they are and who is there; or straight back to what was not stopped."""
    actor, now = access.actor(), clock.now()
    with reading() as session:
        place = care.assigned(session, actor=actor, young_person_id=young_person_id, now=now)
        called, paper = queries.about(session, place)
        before = queries.unfinished(session, actor=actor, young_person_id=young_person_id)
    if before is not None:
        return redirect(_to_sitting(young_person_id, before.id), code=303)
    return _render("start", paper, form=BeginForm(), called=called, young_person_id=young_person_id)


@bp.post(AT)
@worker_beside
def begin(young_person_id: UUID) -> ResponseReturnValue:
    """Sit down together."""
    actor, now, form = access.actor(), clock.now(), BeginForm()
    with transaction() as session:
        place = care.assigned(session, actor=actor, young_person_id=young_person_id, now=now)
        if not form.validate_on_submit():
            called, paper = queries.about(session, place)
            page = _render(
                "start", paper, form=form, called=called, young_person_id=young_person_id
            )
            return page, 400
        sitting = service.begin(
            session,
            actor=actor,
            young_person_id=young_person_id,
            sitting_id=form.made_id(),
            where=form.where.data,
            who_was_there=form.who_was_there.data,
            now=now,
        )
    return redirect(_to_sitting(young_person_id, sitting.id), code=303)


@bp.get(SITTING)
@worker_beside
def sit(young_person_id: UUID, sitting_id: UUID) -> ResponseReturnValue:
    """Every question so far and what was said; then the next step."""
    return _sitting_page(young_person_id, sitting_id)


@bp.post(SITTING + "/ask")
@worker_beside
def ask(young_person_id: UUID, sitting_id: UUID) -> ResponseReturnValue:
    """Write a question down as it is asked; or that there was none."""
    actor, now, form = access.actor(), clock.now(), AskForm()
    began_themselves = request.form.get("go") == "none"
    if not form.validate_on_submit() or not (began_themselves or form.is_whole()):
        return _sitting_page(young_person_id, sitting_id, ask_form=form), 400
    with transaction() as session:
        found = queries.get(
            session, actor=actor, young_person_id=young_person_id, sitting_id=sitting_id, now=now
        )
        service.ask(
            session,
            found,
            actor=actor,
            prompt_id=form.made_id(),
            question="" if began_themselves else form.question(),
            now=now,
        )
    return redirect(_to_sitting(young_person_id, sitting_id), code=303)


@bp.post(PROMPT + "/words")
@worker_beside
def type_words(young_person_id: UUID, sitting_id: UUID, prompt_id: UUID) -> ResponseReturnValue:
    """Keep what was typed; then read it back, pause, or leave the question be."""
    actor, now, form = access.actor(), clock.now(), WordsForm()
    form.offer(pages.KINDS.items())
    go = form.go.data
    is_whole = form.validate_on_submit() and (go != "read" or form.has_words())
    with transaction() as session:
        found = queries.get(
            session, actor=actor, young_person_id=young_person_id, sitting_id=sitting_id, now=now
        )
        if go == "pass":
            service.pass_over(session, found, actor=actor, prompt_id=prompt_id, now=now)
        elif is_whole:
            service.keep_typed(
                session,
                found,
                actor=actor,
                prompt_id=prompt_id,
                words=form.words.data or "",
                kind=EntryKind(form.kind.data),
                feelings=form.felt({}),
                now=now,
            )
    if form.is_by_itself:
        return "", 204 if is_whole else 400
    if not is_whole and go != "pass":
        return _sitting_page(young_person_id, sitting_id, words_form=form), 400
    if go == "pause":
        return redirect(_to_young_person(young_person_id), code=303)
    if go == "pass":
        return redirect(_to_sitting(young_person_id, sitting_id), code=303)
    here: dict[str, Any] = {"young_person_id": young_person_id, "sitting_id": sitting_id}
    if go == "stop":
        return redirect(url_for(".before_stopping", **here), code=303)
    return redirect(url_for(".read", prompt_id=prompt_id, **here), code=303)


@bp.get(PROMPT + "/read")
@worker_beside
def read(young_person_id: UUID, sitting_id: UUID, prompt_id: UUID) -> ResponseReturnValue:
    """The words, large, to read aloud."""
    return _turn_page("read", ReadBackForm(), young_person_id, sitting_id, prompt_id)


@bp.post(PROMPT + "/read")
@worker_beside
def read_back(young_person_id: UUID, sitting_id: UUID, prompt_id: UUID) -> ResponseReturnValue:
    """Record what they said to it: right, or not right and so typed once more."""
    actor, now, form = access.actor(), clock.now(), ReadBackForm()
    if not form.validate_on_submit() or not form.is_whole():
        again = _turn_page("read", form, young_person_id, sitting_id, prompt_id)
        return (again, 400) if isinstance(again, str) else again
    with transaction() as session:
        found = queries.get(
            session, actor=actor, young_person_id=young_person_id, sitting_id=sitting_id, now=now
        )
        service.read_back(
            session,
            found,
            actor=actor,
            prompt_id=prompt_id,
            said=form.said.data,
            is_right=form.is_right,
            now=now,
        )
    if not form.is_right:
        return redirect(_to_sitting(young_person_id, sitting_id), code=303)
    return redirect(
        url_for(
            ".who", young_person_id=young_person_id, sitting_id=sitting_id, prompt_id=prompt_id
        ),
        code=303,
    )


@bp.get(PROMPT + "/who")
@worker_beside
def who(young_person_id: UUID, sitting_id: UUID, prompt_id: UUID) -> ResponseReturnValue:
    """Who else can see it: the young person chooses, and nobody is chosen beforehand."""
    return _turn_page("who", WhoForm(), young_person_id, sitting_id, prompt_id)


@bp.post(PROMPT + "/who")
@worker_beside
def keep(young_person_id: UUID, sitting_id: UUID, prompt_id: UUID) -> ResponseReturnValue:
    """Keep the words as the young person's, seen by those they chose."""
    actor, now, form = access.actor(), clock.now(), WhoForm()
    with transaction() as session:
        found = queries.get(
            session, actor=actor, young_person_id=young_person_id, sitting_id=sitting_id, now=now
        )
        form.offer(_others(care.workers_of(session, found.place.id, now=now), actor))
        if form.validate_on_submit():
            service.keep(session, found, actor=actor, prompt_id=prompt_id, to=form.to.data, now=now)
    return redirect(_to_sitting(young_person_id, sitting_id), code=303)


@bp.get(SITTING + "/stop")
@worker_beside
def before_stopping(young_person_id: UUID, sitting_id: UUID) -> ResponseReturnValue:
    """What stopping does, and what a worker does next when something serious was said."""
    actor, now = access.actor(), clock.now()
    with reading() as session:
        found = queries.get(
            session, actor=actor, young_person_id=young_person_id, sitting_id=sitting_id, now=now
        )
        turns = queries.turns_of(session, found, actor=actor, now=now)
        page = pages.sitting_page(session, found, turns, actor=actor)
    return _render("stop", page.paper, sitting=page)


@bp.post(SITTING + "/stop")
@worker_beside
def stop(young_person_id: UUID, sitting_id: UUID) -> ResponseReturnValue:
    """Stop. Everything typed so far is kept."""
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        found = queries.get(
            session, actor=actor, young_person_id=young_person_id, sitting_id=sitting_id, now=now
        )
        service.stop(session, found, actor=actor, now=now)
    return redirect(_to_sitting(young_person_id, sitting_id), code=303)


def _sitting_page(
    young_person_id: UUID,
    sitting_id: UUID,
    *,
    ask_form: AskForm | None = None,
    words_form: WordsForm | None = None,
) -> str:
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        found = queries.get(
            session, actor=actor, young_person_id=young_person_id, sitting_id=sitting_id, now=now
        )
        turns = queries.turns_of(session, found, actor=actor, now=now)
        kept = [turn.entry for turn in turns if turn.entry is not None]
        entries.show_to(session, actor=actor, entries=kept, place="together", now=now)
        page = pages.sitting_page(session, found, turns, actor=actor)
    return _render(
        "sitting",
        page.paper,
        sitting=page,
        ask_form=ask_form or AskForm(None),
        words_form=words_form or _words_form(page.open_turn),
        faces=list(FEELING_NAMES.items()),
    )


def _turn_page(
    name: str,
    form: ReadBackForm | WhoForm,
    young_person_id: UUID,
    sitting_id: UUID,
    prompt_id: UUID,
) -> ResponseReturnValue:
    """A step about words that are typed and not kept yet; when that is past, the sitting again."""
    actor, now = access.actor(), clock.now()
    with reading() as session:
        found = queries.get(
            session, actor=actor, young_person_id=young_person_id, sitting_id=sitting_id, now=now
        )
        turns = queries.turns_of(session, found, actor=actor, now=now)
        page = pages.sitting_page(session, found, turns, actor=actor)
        workers = care.workers_of(session, found.place.id, now=now)
    if prompt_id not in {one.prompt_id for one in page.turns}:
        raise NotFound
    turn = page.open_turn
    if turn is None or turn.prompt_id != prompt_id or turn.step is Step.ASKED:
        return redirect(_to_sitting(young_person_id, sitting_id), code=303)
    if isinstance(form, WhoForm):
        form.offer(_others(workers, actor))
    return _render(name, page.paper, sitting=page, turn=turn, form=form)


def _words_form(turn: TurnPage | None) -> WordsForm:
    form = WordsForm(None)
    form.offer(pages.KINDS.items())
    if turn is not None:
        form.words.data, form.kind.data = turn.words, turn.kind
        form.feelings.data = [felt.name for felt in turn.feelings]
        form.own_word.data = next((felt.label for felt in turn.feelings if felt.is_own_word), "")
    return form


def _others(workers: Sequence[Worker], actor: Actor) -> list[tuple[UUID, str]]:
    """Who else may be chosen: the workers but the one who writes, each once."""
    others = {one.person_id: f"{one.name}, {one.job}" for one in workers}
    others.pop(actor.person_id, None)
    return list(others.items())


def _to_sitting(young_person_id: UUID, sitting_id: UUID) -> str:
    return url_for(".sit", young_person_id=young_person_id, sitting_id=sitting_id)


def _to_young_person(young_person_id: UUID) -> str:
    return url_for("home.young_person", young_person_id=young_person_id)


def _render(name: str, paper: str, **values: Any) -> str:
    """A page on the young person's own paper, though it is the worker's screen."""
    page = replace(language.page(), paper=paper)
    return render_template(f"together/{name}.html", page=page, **values)
