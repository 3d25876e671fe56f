"""Courses: what they are, session by session, and how far they cover the standard they are built on."""
