"""Reports: findings turned into words, JSON and terminal output (import the module you need)."""
