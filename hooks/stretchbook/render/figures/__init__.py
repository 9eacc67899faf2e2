"""The pictures of a library's stretches."""
