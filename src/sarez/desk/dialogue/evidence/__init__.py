"""Later reports laid beside commitments: what may bear on whether they were kept is proposed, with the reason."""
