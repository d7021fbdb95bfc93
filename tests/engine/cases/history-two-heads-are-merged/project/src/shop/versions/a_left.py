"""Written by hand."""

revision: str = "left"
parents: tuple[str, ...] = (
    "32a20d880971",
)
