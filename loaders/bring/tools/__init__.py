"""The files of other tools, one file a format: each becomes tables of entities and of ties.

A reader of a format yields pieces (pieces.py), one after another; `network_tables` makes tables of
them, says what they cannot hold and which rows cannot be right. A format is found because its file
lies in this folder (registry.py). The words of these tools are told ours in words.txt.
"""
