"""Figures drawn from poses, and the map of the body."""
