"""Readers and writers; each error names file, line, sample and marker as far as the format has them."""
