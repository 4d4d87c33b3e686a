"""Who said what: quotation marks, cues, and the statements they make, over any English UD parse."""
