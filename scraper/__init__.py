"""Fetches and reads pages: knows HTTP and HTML, not meaning."""
