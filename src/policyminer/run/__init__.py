"""Files in, tables out: finding the inputs, mining them on several cores, publishing all at once."""
