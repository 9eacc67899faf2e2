"""What a record may say: strict, frozen models with every field described."""
