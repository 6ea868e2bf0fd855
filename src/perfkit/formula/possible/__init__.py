"""The possible reading: what a formula or a rule can give while some of its facts are only partly known."""
