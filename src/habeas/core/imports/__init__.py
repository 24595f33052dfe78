"""Lists from elsewhere: a file, its columns, a look before, work in chunks, and rows set aside until corrected."""
