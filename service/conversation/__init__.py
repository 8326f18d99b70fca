"""A question that hangs on the one before it, made whole."""
