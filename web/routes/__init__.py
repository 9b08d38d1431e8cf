"""What is answered at each address: one file for each family of addresses."""
