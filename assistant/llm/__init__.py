"""Language models through LangChain, which lives here and nowhere else of the assistant."""
