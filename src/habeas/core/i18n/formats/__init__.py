"""Dates and numbers as each language writes them: the day first everywhere."""
