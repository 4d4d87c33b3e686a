"""The product over Kafka: producers publish, workers annotate and decide."""
