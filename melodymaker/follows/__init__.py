"""Who follows whom, and who wants nothing to do with whom."""
