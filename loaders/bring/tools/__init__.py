"""The files of other tools, one file for each format: each becomes tables of entities and ties."""
