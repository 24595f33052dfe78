"""Languages of the interface: scripts, folding for search, catalogues, formats, terminology."""
