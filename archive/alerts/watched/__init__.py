"""What can be watched, a file per kind; `addresses` tells which one an address names."""
