"""Where a sentence ends."""

from __future__ import annotations

import re

# the marks that close it and the blanks behind it, or the end of a line; an ordinal („3. Mai“) ends none
SENTENCE_END = re.compile(r"(?:(?<=[^\W\d_][.!?])|(?<=[“”\"»«‘)][.!?]))[“”\"»«)]*\s+(?=[„“\"»«(]?[A-ZÄÖÜ0-9])|\n+")
