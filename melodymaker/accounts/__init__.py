"""Accounts: sign-up, sign-in, sessions, and who is asking."""
