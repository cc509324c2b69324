"""Statistics of words, clauses and whole texts, computed from published tables; each returns a pandas DataFrame.

Every function takes the tables that ``policyminer.load`` gives. Formulas and sources are in docs/statistics.md.
"""
