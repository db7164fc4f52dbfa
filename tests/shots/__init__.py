"""Photographs of every page as each person, for people to look at."""
