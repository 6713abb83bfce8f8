"""Discord's documented limits: a payload goes in, Discord's error tree comes out. Nothing here has state."""
