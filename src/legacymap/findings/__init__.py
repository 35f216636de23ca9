"""From a fault to what people are told: codes, severities, waivers, redaction, fingerprints."""
