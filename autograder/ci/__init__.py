"""Grading where nobody sits: jobs for GitHub and GitLab, and Gradescope's zip. All run what lies in the instructor's repository."""
