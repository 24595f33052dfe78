"""Packs: a folder of tables and boundaries with a manifest makes habeas the register of one mission."""
