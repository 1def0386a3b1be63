# What of Plausible and its libraries the expressions call: the same names and arities, and almost nothing behind them.
# The arguments are pairs: what is played (`PLAY=mua,ANSWER=535`, or `-` for the environment's), and an expression, which is
# evaluated and followed by a line `@@@@`. A single argument is an expression alone.

# As in Plausible's image, whatever the locale of this machine.
:io.setopts(:standard_io, encoding: :unicode)

defmodule Mua.SMTPError do
  defexception [:code, :lines]
  def message(%{lines: lines}), do: IO.iodata_to_binary(lines)
end

defmodule Mua.TransportError do
  defexception [:reason]
  def message(%{reason: :econnrefused}), do: "connection refused"
  def message(%{reason: reason}), do: inspect(reason)
end

defmodule Bamboo.Email do
  defstruct from: nil, to: nil, subject: nil, html_body: nil, text_body: nil, assigns: %{}, private: %{}, headers: %{}
  def new_email(attributes), do: struct!(__MODULE__, attributes)
end

Code.compiler_options(ignore_module_conflict: true)

defmodule Clients do
  def define do
  defmodule Elixir.Mua do
    def connect(:tcp, "smtp.zoo.example", 587, options, wait) when is_list(options) and is_integer(wait),
      do: {:ok, :socket, "220 smtp.zoo.example ready\r\n"}

    def connect(_protocol, _host, _port, _options, _wait), do: {:error, %Mua.TransportError{reason: :econnrefused}}

    def ehlo(:socket, "blumenhof.example", _wait), do: {:ok, ["STARTTLS", "AUTH PLAIN LOGIN"]}
    def ehlo(:socket, name, _wait), do: {:error, %Mua.SMTPError{code: 550, lines: ["550 who is #{name}\r\n"]}}
    def close(:socket), do: :ok
  end

  defmodule :gen_smtp_client do
    def open(options) do
      if options[:tls] == :never and options[:auth] == :never and options[:relay] == "smtp.zoo.example",
        do: {:ok, :client},
        else: {:error, :retries_exceeded, {:network_failure, ~c"#{options[:relay]}", {:error, :econnrefused}}}
    end

    def close(:client), do: :ok
  end
end
end

defmodule Release do
  def play do
    Clients.define()
    for module <- [PlausibleWeb.Email], do: forget(module)
    Application.delete_env(:plausible, Plausible.Mailer)
    Application.put_env(:plausible, :mailer_email, {"Blumenhof – 花园", "stats@blumenhof.example"})
    emails(System.get_env("EMAILS", "priority"))
    configure(System.get_env("PLAY", "mua"))
  end

  defp forget(module) do
    :code.purge(module)
    :code.delete(module)
  end

  defp emails(kind) do
case kind do
  "priority" ->
    defmodule Elixir.PlausibleWeb.Email do
      def priority_email do
        layout = {PlausibleWeb.LayoutView, "priority_email.html"}
        %Bamboo.Email{from: Application.get_env(:plausible, :mailer_email), assigns: %{layout: layout}}
      end
    end

  "base" ->
    defmodule Elixir.PlausibleWeb.Email do
      def base_email, do: %Bamboo.Email{from: Application.get_env(:plausible, :mailer_email)}
    end

  _ ->
    :none
end

  end

  defp configure(play) do
    if play == "no-functions", do: forget(Mua)
case play do
  "smtp-adapter" ->
    Application.put_env(:plausible, Plausible.Mailer,
      adapter: Bamboo.SMTPAdapter,
      server: "smtp.zoo.example",
      hostname: "stats.blumenhof.example",
      port: "587",
      username: "canary-token",
      password: "canary-token",
      ssl: "false",
      no_mx_lookups: "true"
    )

  "postmark" ->
    Application.put_env(:plausible, Plausible.Mailer,
      adapter: Bamboo.PostmarkAdapter,
      api_key: "canary-key",
      request_options: [recv_timeout: 10_000]
    )

  "unset" ->
    :ok

  _ ->
    Application.put_env(:plausible, Plausible.Mailer,
      adapter: Bamboo.Mua,
      ssl: [middlebox_comp_mode: false],
      protocol: :tcp,
      relay: System.get_env("RELAY", "smtp.zoo.example"),
      port: 587,
      auth: [username: "ada@zoo.example", password: "canary-password"]
    )
end

  end
end

defmodule Phoenix.View do
  def render_to_string(PlausibleWeb.LayoutView, "priority_email.html", %{inner_content: {:safe, html}} = assigns) do
    if Map.has_key?(assigns, :layout), do: raise("a layout in its layout")
    "<html>#{html}</html>"
  end
end

defmodule Plausible.Mailer do
  def deliver_now(email) do
    IO.inspect(Map.from_struct(email), label: "EMAIL", width: :infinity)

    case System.get_env("ANSWER", "ok") do
      "ok" -> {:ok, email}
      "old-ok" -> email
      "535" -> {:error, %Mua.SMTPError{code: 535, lines: ["535 5.7.8 no\r\n"]}}
      "tuple" -> {:error, {:network_failure, ~c"smtp.zoo.example", {:error, :closed}}}
      "raise" -> raise ArgumentError, "The email address `x` is invalid."
      "exit" -> exit(:badarg)
    end
  end
end

# What docs/guide.md calls where email does not work: read in plausible/analytics, lib/plausible/auth/token.ex and
# invitation.ex, lib/plausible/teams/invitation.ex and guest_invitation.ex.
defmodule PlausibleWeb.Endpoint do
  def url, do: "https://stats.blumenhof.example"
end

defmodule Plausible.Auth.Token do
  def sign_password_reset(email) when is_binary(email), do: "signed-for-#{email}"
end

defmodule Plausible.Auth.Invitation do
  defstruct [:email, :invitation_id]
end

defmodule Plausible.Teams.Invitation do
  defstruct [:email, :invitation_id, :role]
end

defmodule Plausible.Teams.GuestInvitation do
  defstruct [:invitation_id, team_invitation: :not_loaded]
end

defmodule Plausible.Repo do
  @guest %Plausible.Teams.Invitation{email: "guest@zoo.example", invitation_id: "of-the-guests-team", role: :guest}

  def all(Plausible.Auth.Invitation), do: [%Plausible.Auth.Invitation{email: "old@zoo.example", invitation_id: "old-id"}]
  def all(Plausible.Teams.GuestInvitation), do: [%Plausible.Teams.GuestInvitation{invitation_id: "guest-id"}]

  def all(Plausible.Teams.Invitation),
    do: [@guest, %Plausible.Teams.Invitation{email: "member@zoo.example", invitation_id: "member-id", role: :editor}]

  def preload(guests, :team_invitation), do: for(guest <- guests, do: %{guest | team_invitation: @guest})
end

pairs =
  case System.argv() do
    [expression] -> [["-", expression]]
    words -> Enum.chunk_every(words, 2)
  end

for [played, expression] <- pairs do
  if played != "-" do
    for name <- ["PLAY", "RELAY", "ANSWER", "EMAILS"], do: System.delete_env(name)
    for pair <- String.split(played, ",", trim: true), [name, value] = String.split(pair, "=", parts: 2), do: System.put_env(name, value)
  end

  Release.play()
  Code.eval_string(expression)
  if played != "-", do: IO.puts("@@@@")
end
