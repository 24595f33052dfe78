"""The working register of an international human-rights field presence."""
