"""One encrypted file that holds the database, the file store and the head of the audit trail; never the keys."""
