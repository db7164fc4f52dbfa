"""Reviews: the young person's words open them, and decisions answer their wishes."""
