"""What one is notified of, as one reads it: the bell with its list, the choices, and the digest by e-mail."""
