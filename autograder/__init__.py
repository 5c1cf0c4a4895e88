"""The nbgrader course: questions, mistakes, assembly and the engine that grades."""
