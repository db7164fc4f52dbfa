"""A clearly fictional service, to try everything with."""
