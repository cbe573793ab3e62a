"""Answers as pages. Importing this needs streamlit; nothing outside this folder and app.py does."""
