"""The record as the one table of events, kept as Parquet beside the desk's database: what watching is done on."""
