"""A learned model of event types, beside the frames: what kind of deed joins two actors of a sentence."""
