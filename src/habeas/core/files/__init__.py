"""Files: received, checked, kept encrypted and unchanged, opened by audited actions."""
