"""Recommendations: to whom, by when, what was answered, what was seen, and the grade."""
