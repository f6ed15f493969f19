"""What people are told of: each feature calls `notify` in the transaction in which something happens to somebody."""
