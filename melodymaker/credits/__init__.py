"""Credits: what making songs costs, and the ledger through which every credit moves."""
