"""The lecture's mathematics in NumPy: data, classifiers, training, drawings and figures."""
