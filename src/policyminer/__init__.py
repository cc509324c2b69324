"""policyminer: Chinese policy documents to tables a researcher can defend."""

__version__ = "0.1.0"
