"""The published database: its schema, views, the only writer, and the data dictionary."""
