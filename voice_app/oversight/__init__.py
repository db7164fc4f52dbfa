"""What those who watch over the service look at: whether adults answered, in counts."""
