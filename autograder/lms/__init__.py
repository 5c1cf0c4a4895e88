"""From and to a learning management system: archives, rosters, exporters, feedback sent back."""
