"""The pages for loading. Importing them needs streamlit; nothing outside this folder does."""
