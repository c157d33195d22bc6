"""The proof that the paywall holds: every route, asked by every reader, searched for what is not theirs."""
