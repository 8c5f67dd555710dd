"""Files for other programs, of any list: what a column is, how a list is read, and one writer for each format.

In the lowest room, so that every room may write them.
"""
