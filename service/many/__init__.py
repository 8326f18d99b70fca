"""Questions over several reports: which are asked, and what each says."""
