"""The pages the bot itself serves: health and the host's link."""
