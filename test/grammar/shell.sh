# SYNTAX TEST "source.shell" "an env file that the editor takes for a shell script"
SMTP_HOST_ADDR=smtp.zoo.example
# <-------------- support.variable.plausible-mail
export MAILER_EMAIL=stats@zoo.example
#      ^^^^^^^^^^^^ support.variable.plausible-mail
SMTP_HOST_PROT=587
# <-------------- - support.variable.plausible-mail
BASE_URL=https://zoo.example/?SMTP_HOST_ADDR=x
#                             ^^^^^^^^^^^^^^ - support.variable.plausible-mail
# plausible-mail-disable-file tls-port-mismatch
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^ keyword.other.directive.plausible-mail
#                             ^^^^^^^^^^^^^^^^^ constant.other.rule.plausible-mail
