"""What a power cut, a full disk and a killed process leave behind."""
