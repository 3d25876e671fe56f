"""Tables of events that others or a desk have made, brought to one shape."""
