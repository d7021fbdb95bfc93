"""Products, written by hand for speed."""
