"""The workspace: one map, many questions. What it shows, as data; the browser draws it."""
