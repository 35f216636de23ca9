"""From values to YAML files, each written whole or not at all."""
