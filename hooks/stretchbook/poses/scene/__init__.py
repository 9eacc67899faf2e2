"""A body and its things in front of a camera."""
