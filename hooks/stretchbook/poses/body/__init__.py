"""The body: its bones, joints and surface, and what it touches."""
