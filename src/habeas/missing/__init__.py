"""Missing persons: lists as received, one consolidated person, the case, and what families ask."""
