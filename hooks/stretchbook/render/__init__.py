"""What a site is made of: pages, data, pictures, sheets."""
