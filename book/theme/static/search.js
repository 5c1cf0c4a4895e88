// Before Sphinx's search starts: a page read from a disk may not fetch its neighbours for an extract
// of their text, so there the titles have to do.
"use strict";

if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
