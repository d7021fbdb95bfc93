revision = "y"
