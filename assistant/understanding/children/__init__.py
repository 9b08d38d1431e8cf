"""Several children in one message: who they are, and which of them is spoken of."""
