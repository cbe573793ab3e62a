"""One person, wherever a store holds him or her: to be found, and to be erased for good."""
