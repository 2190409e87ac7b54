-- as a page of ours sends it: every peer gets the same headers
math.randomseed(1)
wrk.method = "POST"
wrk.headers["content-type"] = "application/json"
wrk.headers["sec-fetch-site"] = "same-origin"
local path = os.getenv("SEND_PATH") or "/messages"
request = function()
  return wrk.format("POST", path, nil, '{"relationshipId":' .. math.random(1, 1999) ..
    ',"senderId":1,"body":"good morning love, thinking of you today"}')
end
