"""What every form of ours starts from."""

from flask_wtf import FlaskForm


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF says nothing of its types.
    """A form with its token. Validate with `form.validate_on_submit()` in the route."""
