import type { Release } from "../plausible/types.js";

// What the running Plausible is asked, in Elixir. Each expression is one line without single quotes, so that it can be pasted
// into a shell between them. It prints its answers as lines `@@key term`; `@@end` closes them, so that a cut output shows.

/** Terms are printed whole, and on one line. */
const print = `put = fn key, term -> IO.puts("@@" <> key <> " " <> inspect(term, limit: :infinity, printable_limit: :infinity, width: :infinity)) end`;

/** A text that says why something failed, as Plausible's own log would show it. */
const reason = `why = fn reason -> case reason do %{__exception__: true} -> Exception.format_banner(:error, reason); _ -> inspect(reason, limit: 200, printable_limit: 4000) end |> String.slice(0, 8000) end`;

const mailer = `config = Application.get_env(:plausible, Plausible.Mailer) || []`;

/** Passwords and keys stay in the container, also where a login has one for its name: only whether there is one is told. */
const mask = [
  `hidden = Enum.filter([config[:password], config[:api_key], (if Keyword.keyword?(config[:auth]), do: config[:auth][:password])], fn text -> is_binary(text) and text != "" end)`,
  `mask = fn mask, value -> cond do Keyword.keyword?(value) -> Enum.map(value, fn {key, inner} -> {key, mask.(mask, inner)} end); value in hidden -> "***"; true -> value end end`,
].join("; ");

/** Everything goes through here: what fails is an answer too. */
function guarded(...statements: readonly string[]): string {
  const body = statements.join("; ");
  return `${print}; ${reason}; try do ${body} rescue error -> put.("raised", why.(error)) catch kind, thrown -> put.("raised", Exception.format_banner(kind, thrown) |> String.slice(0, 8000)) end; IO.puts("@@end")`;
}

/** The mailer's configuration, the sender, and the versions of what sends. */
export function settingsExpression(): string {
  const libraries = `for name <- [:bamboo, :mua, :bamboo_mua, :bamboo_smtp, :gen_smtp, :mail], version = Application.spec(name, :vsn), do: put.(to_string(name), to_string(version))`;
  return guarded(
    mailer,
    mask,
    `put.("mailer", mask.(mask, config))`,
    `put.("sender", Application.get_env(:plausible, :mailer_email))`,
    `put.("elixir", System.version())`,
    `put.("otp", System.otp_release())`,
    libraries,
  );
}

/** Where the sender's address is a pair, its address. */
const sender = `from = case Application.get_env(:plausible, :mailer_email) do {_name, address} -> address; other -> other end`;

/** @param seconds that the connection, and each reply, may take */
export function connectExpression(seconds: number): string {
  const wait = Math.round(seconds * 1000);
  const mua = [
    `host = config[:relay]`,
    `put.("server", {host, config[:port] || 25})`,
    `options = (if config[:protocol] == :ssl, do: (config[:tcp] || []) ++ (config[:ssl] || []), else: config[:tcp] || [])`,
    `name = from |> to_string() |> String.split("@") |> List.last()`,
    `case (if is_nil(host), do: :direct, else: Mua.connect(config[:protocol] || :tcp, host, config[:port] || 25, options, ${wait})) do ` +
      `:direct -> put.("direct", true); ` +
      `{:ok, socket, banner} -> put.("connected", to_string(banner)); (case Mua.ehlo(socket, name, ${wait}) do {:ok, extensions} -> put.("ehlo", extensions); {:error, error} -> put.("refused", why.(error)) end); Mua.close(socket); ` +
      `{:error, error} -> put.("failed", why.(error)) end`,
  ].join("; ");
  const genSmtp = [
    `put.("server", {config[:server], config[:port]})`,
    `options = [relay: config[:server], port: (if is_binary(config[:port]), do: String.to_integer(config[:port]), else: config[:port] || 25), ssl: config[:ssl] in [true, "true"], tls: :never, auth: :never, retries: 0, hostname: to_string(config[:hostname] || "localhost"), no_mx_lookups: config[:no_mx_lookups] not in [false, "false"], timeout: ${wait}]`,
    `case :gen_smtp_client.open(options) do ` +
      `{:ok, socket} -> put.("connected", ""); put.("ehlo", []); :gen_smtp_client.close(socket); ` +
      `{:error, _kind, details} -> put.("failed", why.(details)); ` +
      `error -> put.("failed", why.(error)) end`,
  ].join("; ");
  return guarded(
    mailer,
    sender,
    `put.("adapter", config[:adapter])`,
    `case config[:adapter] do Bamboo.Mua -> (${mua}); Bamboo.SMTPAdapter -> (${genSmtp}); _ -> put.("no_server", true) end`,
  );
}

/** What is sent. */
export interface TestMail {
  readonly subject: string;
  readonly body: string;
  /** The parts of an invitation of the release. */
  readonly parts: Release["invitationParts"];
}

/**
 * One email to `to` through Plausible's own mailer, made as its invitations are: their sender, their layout, both parts where
 * the release writes both.
 */
export function sendExpression(to: string, { subject, body, parts }: TestMail): string {
  const base =
    `made = cond do Code.ensure_loaded?(PlausibleWeb.Email) and function_exported?(PlausibleWeb.Email, :priority_email, 0) -> {"priority_email", apply(PlausibleWeb.Email, :priority_email, [])}; ` +
    `Code.ensure_loaded?(PlausibleWeb.Email) and function_exported?(PlausibleWeb.Email, :base_email, 0) -> {"base_email", apply(PlausibleWeb.Email, :base_email, [])}; ` +
    `true -> {"new_email", apply(Bamboo.Email, :new_email, [[from: Application.get_env(:plausible, :mailer_email)]])} end`;
  const html = `html = ${elixirString(`<p>${escapedHtml(body)}</p>`)}`;
  // The layout is the frame that every email of Plausible has around its text; where it cannot be had, the text goes alone.
  const layout =
    `{framed, whole} = try do case email.assigns do %{layout: {view, name}} -> ` +
    `{true, apply(Phoenix.View, :render_to_string, [view, name, email.assigns |> Map.delete(:layout) |> Map.merge(%{inner_content: {:safe, html}, unsubscribe: false})])}; ` +
    `_ -> {false, html} end rescue _ -> {false, html} end`;
  const texts = `email = %{email | to: ${elixirString(to)}, subject: ${elixirString(subject)}, html_body: whole, text_body: ${parts === "html" ? "nil" : elixirString(body)}}`;
  const deliver =
    `case Plausible.Mailer.deliver_now(email) do {:ok, _} -> put.("delivered", true); {:ok, _, _} -> put.("delivered", true); ` +
    `{:error, error} -> put.("failed", why.(error)); %{__struct__: Bamboo.Email} -> put.("delivered", true); other -> put.("odd", why.(other)) end`;
  return guarded(
    base,
    `{made_by, email} = made`,
    html,
    layout,
    texts,
    `put.("like", {made_by, framed, not is_nil(email.text_body)})`,
    deliver,
  );
}

/** As a string of Elixir, with nothing in it that is read as code. */
export function elixirString(text: string): string {
  const escaped = [...text].map((char) => {
    const point = char.codePointAt(0) ?? 0;
    if (char === '"' || char === "\\" || char === "#") return `\\${char}`;
    // A single quote would end the word of the shell that a reader pastes it into.
    return char === "'" || point < 0x20 || point > 0x7e ? `\\u{${point.toString(16)}}` : char;
  });
  return `"${escaped.join("")}"`;
}

function escapedHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
