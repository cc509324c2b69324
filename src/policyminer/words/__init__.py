"""Words and their statistics: segmentation that respects the mentions found, and the bridge to spaCy."""
