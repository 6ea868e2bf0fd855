"""The national indicator sets, rules, forms and templates: data only, brought in through the same door as a county's."""
