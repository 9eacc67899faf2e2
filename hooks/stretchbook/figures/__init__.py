"""Line figures of people: from poses in three dimensions to small drawings. Imports no mkdocs."""
