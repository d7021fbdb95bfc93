"""Written by hand."""

revision: str = "right"
parents: tuple[str, ...] = (
    "32a20d880971",
)
