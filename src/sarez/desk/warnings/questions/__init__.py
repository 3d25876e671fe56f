"""Questions with yes or no for an answer that people answer with a probability, and how well that went."""
