"""DNA kinship: likelihood ratios, blind search and joint identification. No Django; usable alone."""
