"""From a pose in clinical words to a drawing."""
