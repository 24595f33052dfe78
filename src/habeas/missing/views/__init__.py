"""Pages of the register of the missing."""
