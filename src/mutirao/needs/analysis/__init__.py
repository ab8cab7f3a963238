"""From answers to a release: rows become arrays, arrays become figures; ``docs/statistics/pipeline.md`` tells it."""
