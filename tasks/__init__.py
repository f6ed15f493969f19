"""What happens in the background: Huey's tasks, and the worker that runs them."""
