"""What can be done with accounts: sessions, phones, passphrases, printed links."""
