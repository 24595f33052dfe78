"""The invented year: some 1,500 visits with all that follows, written in bulk, in chunks that can be taken up again."""
