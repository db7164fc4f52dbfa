"""Saying that there is something, and never what: web push and e-mail, off until asked for."""
