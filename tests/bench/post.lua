-- Posts the first word behind `--`; the second and a count take the place of its `[<id>]`.
local body, run
local count = 0

function init(words)
  body, run = words[1], words[2]
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  count = count + 1
  return wrk.format("POST", nil, nil, (body:gsub("%[<id>%]", run .. count)))
end
