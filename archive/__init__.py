"""Turns items into records: knows meaning, not HTTP or HTML."""
