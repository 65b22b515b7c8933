-- wrk: one request for each line of the file $REQUESTS, "path" to get or "path<tab>body" to post.
-- Posts stop when the lines are used up, so that no key is ever written twice; gets begin again.
local requests, at = {}, 0

function init()
  for line in io.lines(os.getenv("REQUESTS")) do
    local path, body = line:match("^(.-)\t(.*)$")
    requests[#requests + 1] =
      body and wrk.format("POST", path, nil, body) or wrk.format("GET", line)
  end
  posts = requests[1]:sub(1, 4) == "POST"
end

function request()
  at = at + 1
  if at > #requests then
    if posts then wrk.thread:stop() end
    at = 1
  end
  return requests[at]
end

function done(summary, latency)
  io.write(string.format(
    '{"requests": %d, "micros": %d, "p50Micros": %d, "p99Micros": %d, "failed": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
