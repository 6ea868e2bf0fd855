"""An example: points off for late filing, by the register of the finance bureau."""
