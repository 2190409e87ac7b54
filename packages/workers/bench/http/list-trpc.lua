math.randomseed(1)
request = function()
  return wrk.format("GET", "/moments?input=%7B%22relationshipId%22%3A" .. math.random(1, 1999) .. "%2C%22limit%22%3A20%7D")
end
