"""Where the presence was and was not, whom it heard, and what a week brought."""
