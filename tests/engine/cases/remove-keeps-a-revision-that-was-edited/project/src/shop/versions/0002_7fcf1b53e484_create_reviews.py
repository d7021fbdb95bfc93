"""Create reviews, and fill them."""

revision = "7fcf1b53e484"
parents = ["32a20d880971"]
