"""Voice: young people say what they wish and feel, and see what came of it."""
