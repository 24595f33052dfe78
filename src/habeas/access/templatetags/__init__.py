"""What the templates of access say."""
