"""Letters: what they say, to whom they may go, and how a mail server is given them."""
