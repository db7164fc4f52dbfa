"""Side by side: the adult writes down exact words, reads them back, and it is confirmed."""
