"""TEI P5 in the manner of ParlaMint: who speaks (`said who`), when (`date when`), and a list of the people.

ParlaMint's own schemas cannot hold press releases: they allow nothing but speeches (`u`) in the text, and one licence,
which is not ours to give. So the files are valid against TEI's schema, and keep ParlaMint's shape where it has a place:
a corpus of files that include each other, one `TEI` per document, people in the header of the corpus, revisions in
`revisionDesc`.

spans.py     quotes and dates as elements in the text, also where they overlap
people.py    speakers as `listPerson` and `listOrg`
document.py  one release as `TEI`
corpus.py    the files: one `teiCorpus` per year, and the one that includes them
"""
