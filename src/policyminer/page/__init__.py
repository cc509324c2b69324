"""The report page: the tables of a snapshot as one self-contained HTML file."""
