"""The services as the pages ask them: one function per question, parsed answers."""
