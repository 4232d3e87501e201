"""One file a version. What has run somewhere is never changed."""
