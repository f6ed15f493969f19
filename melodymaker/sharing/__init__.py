"""What other sites and programs read: feeds, players to embed, and the list of public pages."""
