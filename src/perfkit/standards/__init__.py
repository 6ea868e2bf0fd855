"""The national indicator sets, rules, forms and templates: data only, through the same door as a county's."""
