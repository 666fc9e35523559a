"""Read models: what the pages show, followed from the record into one disposable SQLite file a community."""
