"""Published tables in the formats that researchers load: workbooks, statistics packages, databases, networks."""
