"""Visitors' SQL and every export run apart from the site's own pages, in processes with limits.

front.py   decides which request runs where, and answers what is refused
pool.py    hands a request to a process, keeps the queue, reads the answer
forks.py   the process that forks one process for each request
kept.py    keeps answers that are dear to make and small
limits.py  what such a process may use up, and how it ends
"""
