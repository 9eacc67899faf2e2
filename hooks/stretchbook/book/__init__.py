"""All records and pages, read and related; asked, never changed."""
