"""Organisations, units, users, compartments and grants: who may see what, and until when."""
