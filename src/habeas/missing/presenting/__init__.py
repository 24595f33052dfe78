"""How the register of the missing is laid out on its pages."""
