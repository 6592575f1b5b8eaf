"""Numbers that businesses were given by others, and how far each can be checked."""
