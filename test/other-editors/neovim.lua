-- Runs inside Neovim: opens the compose file of $PLAUSIBLE_MAIL_FOLDER as a user would, and prints what the server gives.
-- The configuration that docs/editors.md shows has run before (`-c 'luafile …'`).
local folder = os.getenv("PLAUSIBLE_MAIL_FOLDER")

local function say(name, value)
  io.stdout:write(name .. ": " .. value:gsub("%s+", " ") .. "\n")
end

local function wait(what, condition)
  if not vim.wait(60000, condition, 100) then
    say("failed", what)
    vim.cmd("cquit 1")
  end
end

local messages = {}
vim.lsp.handlers["$/progress"] = function(_, result)
  if result.value.message then table.insert(messages, result.value.message) end
end
local questions = {}
vim.lsp.handlers["window/showMessageRequest"] = function(_, result)
  table.insert(questions, result.message)
  return result.actions and result.actions[1] or vim.NIL
end

vim.cmd("edit " .. folder .. "/compose.yml")
vim.cmd("setfiletype yaml")
wait("a client", function() return #vim.lsp.buf_get_clients(0) > 0 end)
local client
for _, each in pairs(vim.lsp.buf_get_clients(0)) do client = each end
wait("diagnostics", function() return #vim.diagnostic.get(0) > 0 end)
local problem = vim.diagnostic.get(0)[1]
say("diagnostic", tostring(problem.code) .. " " .. problem.message)

local function at(line, character)
  return { textDocument = vim.lsp.util.make_text_document_params(0), position = { line = line, character = character } }
end
local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 60000)
  for _, answer in pairs(answers or {}) do return answer.result end
end

local lines = vim.api.nvim_buf_get_lines(0, 0, -1, false)
for number, text in ipairs(lines) do
  if text:find("SMTP_HOST_PORT") then
    say("hover", ask("textDocument/hover", at(number - 1, 10)).contents.value)
  end
end
vim.api.nvim_buf_set_lines(0, #lines, #lines, false, { "      - " })
vim.wait(200)
local labels = {}
for _, item in ipairs(ask("textDocument/completion", at(#lines, 8)).items) do table.insert(labels, item.label) end
say("completion", table.concat(labels, " "))
vim.api.nvim_buf_set_lines(0, #lines, #lines + 1, false, {})
vim.wait(200)

local range = { start = { line = problem.lnum, character = problem.col }, ["end"] = { line = problem.lnum, character = problem.col } }
local actions = ask("textDocument/codeAction", {
  textDocument = vim.lsp.util.make_text_document_params(0),
  range = range,
  context = { diagnostics = {} },
})
say("action", actions[1].title)

local tested = ask("workspace/executeCommand", {
  command = "plausibleMail.testSmtp",
  arguments = { vim.uri_from_bufnr(0), "plausible" },
})
say("test", tostring(tested.verdict.cause))
wait("progress", function() return #messages > 0 end)
say("progress", table.concat(messages, " | "))
wait("the verdict", function() return #questions > 0 end)
say("question", questions[1])

vim.lsp.util.apply_workspace_edit(actions[1].edit, client.offset_encoding)
say("applied", table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n"))
vim.lsp.stop_client(client.id)
vim.cmd("qall!")
