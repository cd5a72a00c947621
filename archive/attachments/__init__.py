"""What is attached to releases: which bytes were shown at their addresses, and the text of PDFs."""
