"""Journeys in a real browser, through everything that a person meets on the way."""
