"""Full-text search over everything a reader may see, in one index that carries the compartment."""
