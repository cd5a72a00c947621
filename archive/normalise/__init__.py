"""From text as printed to normal forms: dates, quotes, authors, text."""
