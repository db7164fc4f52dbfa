"""Asking for somebody now: an owner, a deputy, a due time, and the truth about both."""
