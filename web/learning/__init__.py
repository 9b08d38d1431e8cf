"""A place to learn: a child's journey, the words of the field, and cases to practise on."""
