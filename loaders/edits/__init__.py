"""What is written in the browser, form by form: our own word, beside what the lists say.

A saved form is one row of a campaign's list, loaded as one load that only adds: so it is checked as
a list is, listed with all loads, undone with one press, and no other load touches it.
"""
