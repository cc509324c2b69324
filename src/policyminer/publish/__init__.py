"""Results to tables: one schema, whole snapshots, plain Parquet."""
