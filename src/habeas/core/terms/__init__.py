"""Terms: every controlled vocabulary is a versioned list of codes with labels, loaded from the pack."""
