"""Written by hand."""

revision: str = "a"
parents: tuple[str, ...] = (
    "b",
)
