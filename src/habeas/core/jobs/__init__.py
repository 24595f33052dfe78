"""Long work in the background: in chunks, for its requester, resumed after a crash, its progress shown."""
