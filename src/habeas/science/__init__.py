"""Pure science: names, linkage, kinship, recapture. No Django, usable alone."""
