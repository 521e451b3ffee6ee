"""Colleagues' work on a study, looked at beside the paper; nothing can be changed."""
