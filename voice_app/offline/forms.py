"""The form of the page that a phone keeps."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from voice_app.web.forms import Form


class PageForm(Form):
    """Words, and nothing else: the page is the same for everybody and carries no token."""

    words = TextAreaField(_l("Write"))
    # NOTE: how and when to ring somebody. Anybody who holds the phone may see it. Neutral.
    contact = TextAreaField(_l("How and when"))
