"""Written by hand."""

revision: str = "move_prices"
parents: tuple[str, ...] = (
    "32a20d880971",
)
