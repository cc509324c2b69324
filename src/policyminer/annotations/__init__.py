"""Tables as files of annotation tools, and their annotations as gold files."""
