"""Who could read words, what they do, and when they can: the truth, in whole sentences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from babel.lists import format_list
from flask_babel import format_date, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from voice_app.care.models import AssignmentKind
from voice_app.care.queries import Worker
from voice_app.entries.pages.days import coming, hour, is_night

WHAT_THEY_DO = {
    # NOTE: what a colleague is to a young person, under their name.
    AssignmentKind.KEYWORKER: _l("Keyworker"),
    AssignmentKind.SOCIAL_WORKER: _l("Social worker"),
    # NOTE: the reviewing officer, as a young person knows them.
    AssignmentKind.REVIEWING_OFFICER: _l("Runs my meeting"),
}


@dataclass(frozen=True)
class Reader:
    """Somebody a young person may let in."""

    person_id: UUID
    name: str
    first_name: str
    does: str
    #: When they can read it, in one sentence.
    when: str
    is_at_work: bool
    next_at_work: datetime | None
    is_chair: bool


def readers_from(
    workers: Iterable[Worker], at_work: Mapping[UUID, datetime | None], *, now: datetime
) -> list[Reader]:
    """The workers as choices, each once, whatever they are to the young person."""
    kinds: dict[UUID, list[AssignmentKind]] = {}
    first: dict[UUID, Worker] = {}
    for worker in workers:
        first.setdefault(worker.person_id, worker)
        kinds.setdefault(worker.person_id, []).append(worker.kind)
    return [_reader(first[id_], kinds[id_], at_work.get(id_), now) for id_ in first]


def _reader(
    worker: Worker, kinds: Sequence[AssignmentKind], next_at_work: datetime | None, now: datetime
) -> Reader:
    return Reader(
        person_id=worker.person_id,
        name=worker.name,
        first_name=worker.first_name,
        does=and_so_on([str(WHAT_THEY_DO[kind]) for kind in kinds]),
        when=_when(worker, next_at_work, now),
        is_at_work=next_at_work is not None and next_at_work <= now,
        next_at_work=next_at_work,
        is_chair=AssignmentKind.REVIEWING_OFFICER in kinds,
    )


def _when(worker: Worker, at: datetime | None, now: datetime) -> str:
    name = worker.first_name
    if worker.covered_by is not None:
        cover = worker.covered_by.name.split(maxsplit=1)[0]
        return str(_("%(name)s is away. %(cover)s can read this now", name=name, cover=cover))
    if at is None:
        return str(_("We do not know when %(name)s can read this", name=name))
    if at <= now:
        return str(_("%(name)s is at work now", name=name))
    day, time = coming(at, now), hour(at)
    return str(_("%(name)s can read this on %(day)s after %(time)s", name=name, day=day, time=time))


def and_so_on(things: Sequence[str]) -> str:
    """ "Dan", "Dan and Ruth", "Dan, Nell and Ruth", as the language joins them."""
    return format_list(list(things), locale=get_locale()) if things else ""


@dataclass(frozen=True)
class Step:
    """One thing that happens next: when, in words, and what."""

    icon: str
    when: str
    strong: str | None
    line: str


def steps_after_sending(
    readers: Sequence[Reader], *, asks: bool, answer_by: date | None, now: datetime
) -> list[Step]:
    """What happens after words were sent to these people. Nothing here is a guess."""
    steps = [_now(readers, now)]
    later = [one for one in readers if not one.is_at_work and one.next_at_work]
    for one in sorted(later, key=lambda reader: reader.next_at_work or now):
        at = one.next_at_work
        assert at is not None  # noqa: S101  chosen just above
        when = _("%(day)s, after %(time)s", day=coming(at, now), time=hour(at))
        steps.append(Step("opened", str(when), None, _can_open(one)))
    if asks:
        steps.append(_answer(readers, answer_by))
    return steps


def _now(readers: Sequence[Reader], now: datetime) -> Step:
    if is_night(now):
        when = _("Tonight, %(time)s", time=hour(now))
    else:
        when = _("Today, %(time)s", time=hour(now))
    at_work = [one.first_name for one in readers if one.is_at_work]
    if at_work:
        line = _("You will see here when somebody opens it.")
        strong = _("At work now: %(names)s.", names=and_so_on(at_work))
        return Step("sent", str(when), str(strong), str(line))
    if len(readers) == 1:
        strong = _("%(name)s is not at work now.", name=readers[0].first_name)
    else:
        strong = _("Not at work now: %(names)s.", names=_first_names(readers))
    if is_night(now):
        return Step("sent", str(when), str(strong), str(_("Nobody reads this at night.")))
    return Step("sent", str(when), str(strong), str(_("It waits for them.")))


def _can_open(reader: Reader) -> str:
    return str(_("%(name)s can open it. You will see when.", name=reader.first_name))


def _answer(readers: Sequence[Reader], answer_by: date | None) -> Step:
    if answer_by is None:
        # NOTE: a step in what happens next, with no date yet.
        when = str(_("After that"))
    else:
        when = str(_("By %(day)s", day=format_date(answer_by, "EEEE d MMMM")))
    line = _("You get an answer and the reason.")
    chair = next((one for one in readers if one.is_chair), None)
    if chair is not None and len(readers) > 1:
        late = _("If it is late, you can tell %(name)s.", name=chair.first_name)
        return Step("answer", when, None, f"{line} {late}")
    return Step("answer", when, None, str(line))


def _first_names(readers: Sequence[Reader]) -> str:
    return and_so_on([one.first_name for one in readers])
