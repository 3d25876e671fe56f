"""Standards that courses are measured against: versioned trees of modules, lessons and learning objectives."""
