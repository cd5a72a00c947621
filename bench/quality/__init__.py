"""How good the readers are, on labelled texts that ship: `make quality` prints every figure of docs/quality.md anew.

labelled.py    texts and labels of tests/fixtures/quality; what a labelling looks like
overlap.py     which label and which reading are one, F1
shares.py      a share with its interval; precision and recall
agreement.py   how far two labellers agree: Cohen's κ, F1
dates.py       the date reader against the labels, by kind and by certainty
speech.py      the quote reader against the labels: marks, reported speech, speakers, by kind and by confidence
revisions.py   pairs of wordings: what changed, who lost a quote to whom
earlier.py     the sets that the rules were worked on with, and the parts of them that were kept aside
report.py      the tables, in Markdown; figures.py those that snapshots and „Über“ show
"""
