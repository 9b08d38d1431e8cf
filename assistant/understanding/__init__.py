"""Understanding: a question in words becomes typed facts and an intent. No language model, no clock."""
