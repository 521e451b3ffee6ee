"""Work between laptops: packets of one reviewer's work, and their merge without loss."""
