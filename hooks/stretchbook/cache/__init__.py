"""What was made once and need not be made again: in one process, and on disk."""
