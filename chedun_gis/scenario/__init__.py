"""What if: changes laid over the town's layers, which themselves never change."""
