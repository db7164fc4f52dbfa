"""Goals in the young person's own words, and what helps."""
