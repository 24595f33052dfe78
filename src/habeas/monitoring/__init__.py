"""Monitoring: visits to sites, what was observed there, and the findings that follow."""
