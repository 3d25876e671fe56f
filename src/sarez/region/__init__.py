"""What a desk watches: states, bodies, offices and their holders, places, names in every script."""
