"""Written by hand."""

revision: str = "b"
parents: tuple[str, ...] = (
    "a",
)
