"""What became of each wish: the answer, the reason, and whether that is OK."""
