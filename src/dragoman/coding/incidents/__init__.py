"""Who and what an article says took part in violent incidents: doers, victims, targets, weapons, as phrases."""
