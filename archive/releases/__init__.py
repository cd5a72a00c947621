"""From captures to releases: witnesses, merging, revisions, what is gone, the day of publication, authors, text."""
