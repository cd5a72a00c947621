"""The database as files for research: Parquet, JSON Lines, CSV, Excel, TEI, a data package, and snapshots.

rows.py      typed rows of every table, streamed in the order of their keys
cells.py     what one cell of CSV, JSON and Excel may hold
tables.py    CSV and JSON Lines, one file per table
parquet.py   Parquet
workbook.py  one Excel workbook with a sheet per table
nested.py    releases.jsonl: one release a line with all that belongs to it
tei/         TEI P5 in the manner of ParlaMint
package.py   datapackage.json and its companions
snapshot.py  a state of the archive to cite, and what differs between two
formats.py   which format is written by what

The same captures give the same bytes: nothing here asks the clock, and every order is that of keys.
"""
