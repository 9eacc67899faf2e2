"""The map of the body: plates, outlines, and the map itself."""
