"""Pictures of the lecture's subjects: a record of core's goes in, a plotly Figure comes out."""
