"""The campaign: the real process under every fault, judged from outside (`make chaos`)."""
