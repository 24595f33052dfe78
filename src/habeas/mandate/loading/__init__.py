"""The mandate, the instruments and what was published: the loaders of their tables."""

from habeas.mandate.loading import instruments, mandate, published

__all__ = ["instruments", "mandate", "published"]
