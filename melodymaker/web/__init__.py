"""What stands between Reflex or Starlette and the features: connections, events, headers."""
