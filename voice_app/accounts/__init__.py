"""People, how they prove who they are, their phones and their sessions."""
