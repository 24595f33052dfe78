"""How many are on no list: multiple systems estimation from linked lists.

Usable alone: `from habeas.science.recapture import from_patterns, estimate`. The report says what the
number means and when there is none; `docs/science/recapture.md` gives equations and references.
"""
