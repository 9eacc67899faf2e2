"""What the command `stretchbook` can do, a module for each: `add_to` names its options, `run` does it."""
