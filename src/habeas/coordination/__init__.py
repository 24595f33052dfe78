"""Bodies that several sides sit in: parties, sessions, what was decided, what one side asks another."""
