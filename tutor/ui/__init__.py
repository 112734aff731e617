"""The pages in the browser. Streamlit is imported here and nowhere else."""
