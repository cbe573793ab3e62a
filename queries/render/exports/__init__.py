"""The formats of other tools in which an extract leaves, a file each."""
