"""Files as they come: where they are, what they are, and their rows as text."""
