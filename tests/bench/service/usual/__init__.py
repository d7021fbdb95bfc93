"""Products, written the way popular templates are."""
