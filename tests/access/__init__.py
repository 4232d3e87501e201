"""Nobody sees or changes what is not theirs: every button in every hand, and hostile input."""
