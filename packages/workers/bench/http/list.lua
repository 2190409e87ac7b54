math.randomseed(1)
request = function()
  return wrk.format("GET", "/relationships/" .. math.random(1, 1999) .. "/moments?limit=20")
end
