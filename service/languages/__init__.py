"""What an answer says in the language of its question."""
