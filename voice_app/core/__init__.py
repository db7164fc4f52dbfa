"""What everything stands on: database, keys, people asking, time. Knows nothing of the web."""
