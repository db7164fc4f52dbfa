"""`python -m voice_app`: the same commands as `./voice`."""

from voice_app.cli import main

main()
