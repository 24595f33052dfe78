"""Joint identification: which victim is which missing person, all families considered together."""
