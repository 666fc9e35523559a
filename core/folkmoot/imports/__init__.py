"""What was said elsewhere comes in through the same door as everything else, marked as imported."""
