"""The bundled sample site: invented releases of the invented city of Morlingen am Rhein, and a server for them."""
