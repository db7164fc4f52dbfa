"""The young person's own words: saying, choosing who can see, taking back."""
