"""Decisions of reviewers: read, kept beside the tables, found again in the text, compared, exported as gold."""
