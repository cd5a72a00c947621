"""Reads German text and finds dates and quotes in it; knows nothing about releases, databases or the site."""
