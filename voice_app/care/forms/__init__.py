"""What may be sent about places, phones, hours and choices, and what we say when it is wrong."""
