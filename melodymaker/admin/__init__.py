"""What admins see and do: reports, hiding and suspending, the queue and the parts of the site."""
