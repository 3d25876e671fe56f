"""The region at a glance, the page of one unit, and what is behind a point."""
