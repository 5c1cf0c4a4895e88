"""The site: what its pages say (`pages`), how they look (`site`, `theme`), and the printed book."""
