revision = "32a20d880971"
parents = []
