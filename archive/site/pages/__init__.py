"""One module per page: reads the database into what its template shows."""
