"""What each command of `habeas kinship` does; a module is imported only when its command runs."""
