"""What the tests stand on: databases, browsers and the command that runs them."""
