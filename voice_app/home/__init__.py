"""Pages that bring several parts together: home, today, the young person's page."""
