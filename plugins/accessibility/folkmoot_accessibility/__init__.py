"""Words that more people can read."""
