"""Lists of shops that somebody keeps elsewhere, imported one state after another (ADR 42).

A file goes through it in one direction:

    tables      bytes -> records of `cells` (`csv_tables`, `xlsx_tables`), broken ones marked
    columns     which column holds what, by its name, else by what stands in it
    rows        cells -> row: nothing but text by our names
    shops       row -> shop: values repaired, address read, `benefit_words` made a benefit
    reading     all of that, row after row, with a line in the report for what was not usable
    matching    shops + what is known here -> which is which, by `evidence` that is weighed
    planning    match + answers -> what is to be done, or what is to be asked
    comparing   what the list changed, what people changed here, and who is right (`changes`)
    writing     what is to be done -> pages, records, benefits, in batches
    importing   the loop over it all, for the command, the preview and the admin's task
"""
