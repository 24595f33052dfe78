"""Reads of the register of the missing."""
