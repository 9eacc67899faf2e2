"""The finished site: its last check, its way into place, and what stands in for it."""
