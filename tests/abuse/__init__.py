"""What leaked elsewhere, replayed here: each case with one person who may and one who may not."""
