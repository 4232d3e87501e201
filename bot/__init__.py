"""Words: everything a person sees. Async; imports scheduler and storage, never the reverse."""
