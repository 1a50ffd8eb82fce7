"""PDFs that read and print well: tagged, with the site's typeface, with crisp QR codes."""
