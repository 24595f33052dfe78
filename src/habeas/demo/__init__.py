"""Invented work for a fresh database: visibly invented people, institutions and events, none of them real."""
