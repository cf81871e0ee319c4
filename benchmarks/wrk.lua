-- Prints the summary as one line of JSON, in microseconds and exact numbers instead of wrk's rounded ones.
function done(summary, latency)
  local errors = summary.errors
  print(string.format(
    'JSON {"requests": %d, "seconds": %f, "p50_ms": %f, "p99_ms": %f, "max_ms": %f, "errors": %d}',
    summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
