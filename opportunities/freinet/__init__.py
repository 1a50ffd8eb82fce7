"""The import of offers from Freinet, the software in which most volunteer agencies keep them.

A file goes through it in one direction:

    reading     bytes -> rows (`csv_form`, `xml_form`): nothing but text, broken rows marked
    offers      row -> offer: values repaired (`values`, `places`), HTML cleaned
    planning    offer + what is there -> what is to be done with it
    writing     what is to be done -> pages, in batches, each its own transaction
    importing   the loop over it all, for the command, the preview and the admin's task
"""
