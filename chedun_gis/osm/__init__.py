"""Turn OpenStreetMap into layers of the town: by the network, or from an extract on disk."""
