"""What keeps a book from being published."""
