"""Living History Tutor in the browser: `tutor serve`, or `streamlit run streamlit_app.py`."""

from tutor.ui.navigation import run

run()
