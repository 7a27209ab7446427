"""Where examples come from: the police table, the MNIST digits, and files of the same formats."""
