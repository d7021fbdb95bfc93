"""Written by hand."""

revision: str = "32a20d880971"
parents = None

STEPS = 'mine'
