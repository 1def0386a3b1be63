import assert from "node:assert/strict";
import { test } from "node:test";
import { isTemplateFile } from "./template-files.js";

test("one place that an engine fills in makes a template of a file", () => {
  for (const text of [
    "port: '{{ port }}:80'",
    "image: a:{{version}}",
    "{{- range .items }}",
    "{{ .port }}",
    "{{ .Values.port }}",
    "{{ .Env.PORT }}",
    "{{ if eq .Values.a .Name }}",
    "{{ lookup('env', 'X') }}",
    "{{ ansible_facts.fqdn }}",
    '{{ getv "/port" }}',
    "DB: ${{db.url}}",
    "{% if x %}",
    "<%= x %>",
    "a: '{{.Name}}'\nb: '{{ port }}'",
    `{{ ${"x".repeat(600)} }}`,
  ]) {
    assert.ok(isTemplateFile(text), text);
  }
});

test("what is left to the engine, or to a program in the container, does not", () => {
  for (const text of [
    "caddy.reverse_proxy: '{{upstreams 8000}}'",
    "caddy: '{{ upstreams https 443 }}'",
    "homepage.href: https://a.{{HOMEPAGE_VAR_DOMAIN}}",
    "tag: '{{.Name}}/{{ .ID }}'",
    "hostname: '{{.Node.Hostname}}-{{.Task.Slot}}'",
    'Host("{{ index .Labels "com.docker.compose.service" }}.$DOMAIN")',
    "Host(`{{ normalize .Name }}.a.example`)",
    "backup-%Y.{{ .Extension }}",
    '{{- if .Report -}}{{range .Updated}}{{.Name}} ({{.ImageName}}){{end}}{{- else -}}{{"\\n"}}{{- end -}}',
    "docker inspect -f '{{json .State.Health}}' a",
    "{{ $$labels.instance }} {{ $value }}",
    "a: {b: {c: d}}",
    "no pair {{",
    "}} {{",
    "",
  ]) {
    assert.ok(!isTemplateFile(text), text);
  }
});
