"""What a young person may choose, in the first run and later in the settings alike."""

from datetime import datetime
from typing import TYPE_CHECKING

from flask import current_app

from voice_app.care.forms.phones import (
    CalledForm,
    LanguageForm,
    LookForm,
    PaperForm,
    TalkForm,
)
from voice_app.care.queries.places import Mine
from voice_app.care.rules.first_run import LANGUAGES
from voice_app.care.service import choices
from voice_app.core.actor import Actor
from voice_app.web.forms import Form, chosen

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: What can be chosen later; the first run has three of them.
FORMS: dict[str, type[Form]] = {
    "name": CalledForm,
    "language": LanguageForm,
    "paper": PaperForm,
    "look": LookForm,
    "talk": TalkForm,
}


def form_for(what: str, mine: Mine) -> Form:
    """The form for one choice, filled in with what they have now."""
    data = {
        "called": mine.called,
        "language": mine.language,
        "paper": mine.paper,
        "theme": mine.theme,
        "words": mine.talk_to_me,
    }
    form = FORMS[what](data=data)
    if isinstance(form, LanguageForm):
        form.offer(list(dict.fromkeys((*current_app.config["VOICE_LANGUAGES"], *LANGUAGES))))
    return form


def keep(session: "Session", form: Form, *, actor: Actor, now: datetime) -> None:
    """Keep what was chosen."""
    if isinstance(form, CalledForm):
        choices.call_me(session, actor=actor, called=form.called.data, now=now)
    elif isinstance(form, TalkForm):
        choices.talk_to_me(session, actor=actor, words=form.words.data, now=now)
    elif isinstance(form, LanguageForm):
        choices.choose(session, actor=actor, language=form.language.data, now=now)
    elif isinstance(form, LookForm):
        paper = form.paper.data
        theme = None if form.theme.data is None else chosen(form.theme)
        choices.choose(session, actor=actor, paper=paper, theme=theme, now=now)
    elif isinstance(form, PaperForm):
        choices.choose(session, actor=actor, paper=form.paper.data, now=now)
