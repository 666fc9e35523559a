"""Tell a web address of what is public."""
