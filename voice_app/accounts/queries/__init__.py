"""Who is asking, and what may be seen of accounts."""

from voice_app.accounts.queries.asking import token_hash
from voice_app.accounts.queries.people import Named, named, names

__all__ = ["Named", "named", "names", "token_hash"]
