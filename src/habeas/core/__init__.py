"""The spine: scope, actions, audit, vault, terms, files, pages. Knows no users."""
