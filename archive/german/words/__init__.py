"""Word lists of the German grammars, each kept once."""
