"""Parts of tools/estimate_coefficients.py: from the mirror's data to the embedded coefficients."""
