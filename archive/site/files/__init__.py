"""Every table, query and search as a file: CSV, JSON, JSON Lines and Excel, tables as Parquet too, by one rule.

A file holds all rows of what was asked, in a total order; has a name and is downloaded; holds nothing that a
spreadsheet would run; and says in itself where something had to be cut.

sources.py  where the rows come from, in batches
cells.py    what one cell may hold
writers.py  how the four forms are written
answer.py   a file as an answer
"""
