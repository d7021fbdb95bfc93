"""Create products."""

revision = "32a20d880971"
parents = []

STEPS = [
    ("create", "products", "products"),
]
COLUMNS = {
    "products": ["id", "name", "size"],
}
