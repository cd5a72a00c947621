"""The Datasette site: metadata, templates, plugins, static files."""
