"""Everything that shows Voice keeps its promises; `./voice test` runs it all."""
