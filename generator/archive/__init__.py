"""This is who wrote what, when, on what, linking where: records in, a resolved archive out."""
