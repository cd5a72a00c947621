"""The shape of a text: quotation marks, sentences, tokens."""
