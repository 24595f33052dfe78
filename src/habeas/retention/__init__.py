"""Retention: how long the register keeps what can hurt people, what holds it longer, and how it is erased for good."""
