"""„Wortlaut prüfen“: which passages of an article stand in which release, and how they differ.

words.py         text → words as they are compared; umlauts, marks and hyphens make no difference
fingerprints.py  words → numbers of some of their windows, which the database keeps of every wording
passages.py      article → what stands between marks, and the sentences around it
stored.py        passage → the releases that may hold it, by fingerprints and the search index; their wordings
alignment.py     words of a passage beside those of a wording: where it stands, and what is different
attribution.py   whether article and release give a quote to the same person
verdicts.py      the best place for each passage, and what is said of it
checking.py      the whole: article → verdicts and shares
"""
