"""Notes as an app: what is kept on the phone, and words that are sealed there without a signal."""
