"""The points that were possible, of a project, a node or a line, while something is not known."""
