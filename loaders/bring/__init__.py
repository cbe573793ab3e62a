"""Bringing what a campaign already has: any table, and the files of other tools, by a mapping.

A file is read as tables (table.py; tools/ has a file for each format of another tool). A mapping
(mapping.py) says which lists of this program a table's rows go to, and which of its columns is
what. What comes out are rows of these lists, which are loaded like any others: all or nothing.
"""
