"""What people do from beginning to end, in browsers, with everything running that runs in the real house."""
