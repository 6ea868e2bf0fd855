"""What follows from results when somebody argues with them: why, how sure, and what would change them.

Nothing here changes a result. An answer is computed when it is asked for, from an evaluation that is done; what would
be otherwise is found by scoring changed facts, or a changed set, the very way the evaluation was made.
"""
