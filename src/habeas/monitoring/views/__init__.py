"""Pages of monitoring: load, call, answer."""
