"""The trail: every change and every reading, chained, signed, and checked by `verify`."""
