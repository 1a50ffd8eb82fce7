"""The scanner, a web app in the shop's own browser (docs/scanner.md), of static/js/kasse/."""
