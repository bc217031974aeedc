"""Training of the learned event-type model; not part of the installed package. See ``docs/model-card.md``."""
