"""The pages the bot itself serves: the webhook, its health, and figures of what it does."""
