"""An edition → pages: one template a kind, one library of blocks a target."""
