"""What is taught and asked: questions, known mistakes, assembly. Knows nothing of the grader."""
