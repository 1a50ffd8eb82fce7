"""What every part of the open API shares; it knows no content.

The apps' own parts (`municipalities.api`, `organisations.api`, `opportunities.api`) stand on this,
`home.api` puts them together.
"""
