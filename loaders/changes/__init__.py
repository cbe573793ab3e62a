"""The lists that are loaded, and what a load changes in them: what goes, who goes with it."""
