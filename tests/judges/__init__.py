"""Independent judges of a plan document: they know the contract and nothing of the code that wrote the plan."""
