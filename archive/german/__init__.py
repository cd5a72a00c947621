"""Reads German and knows nothing else: text in, mentions of dates and quotes out."""
