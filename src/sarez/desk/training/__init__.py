"""Training: standards, the courses built on them, and what comes of those who took them."""
