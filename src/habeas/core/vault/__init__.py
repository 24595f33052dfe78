"""The vault: key file, data keys per compartment, encrypted fields."""
